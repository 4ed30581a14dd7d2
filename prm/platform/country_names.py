"""Countries and regions by name, in the active language: pages, mails and messages take names from here."""

from functools import cache, lru_cache
from unicodedata import normalize

import pycountry
from babel import Locale
from django.utils import translation

from prm.platform.cleaning.region_names import iso_names, plain_name
from prm.platform.cleaning.subdivisions import outer_region, region_data, regions_of, usual_data
from prm.platform.cleaning.translations import is_spoken_in, translated

Choices = tuple[tuple[str, str], ...]


def country_name(code: str) -> str:
    """The name of a country (ISO 3166-1); the code itself when unknown."""
    return _country_names(_language()).get(code, code)


def region_name(code: str) -> str:
    """The name of a region (ISO 3166-2) without its country; the code itself when unknown."""
    return _region_name(code, _language())


def place_name(country: str, region: str = "", city: str = "") -> str:
    """City, region and country, as far as they are known: "Austin, Texas, United States"."""
    parts = (city, region_name(region) if region else "", country_name(country) if country else "")
    return ", ".join(dict.fromkeys(part for part in parts if part))


def short_place_name(country: str, region: str = "", city: str = "") -> str:
    """City and region; the country only where there is no region."""
    return place_name("" if region else country, region, city)


def name_of_area(code: str) -> str:
    """The name of a country, or of a region with its country, by its code: "Texas, United States"."""
    country, _, region = code.partition("-")
    return place_name(country, code) if region else country_name(code)


@cache
def countries_by_name(language: str) -> Choices:
    """Codes of countries with names in a language, in the order of the names."""
    names = _country_names(language)
    named = [(country.alpha_2, names.get(country.alpha_2, country.name)) for country in pycountry.countries]
    return tuple(sorted(named, key=_in_alphabet))


@lru_cache(maxsize=1000)
def regions_by_name(country: str, language: str) -> Choices:
    """Codes of a country's regions with names in a language; two of one name carry the region around them."""
    named = {code: _region_name(code, language) for code in regions_of(country)}
    names = list(named.values())
    for code, name in named.items():
        outer = outer_region(code)
        if names.count(name) > 1 and outer:
            named[code] = f"{name} ({_region_name(outer, language)})"
    return tuple(sorted(named.items(), key=_in_alphabet))


def _language() -> str:
    return translation.get_language() or "en"


@cache
def _country_names(language: str) -> dict[str, str]:
    return dict(Locale.parse(language, sep="-").territories)


@lru_cache(maxsize=20_000)
def _region_name(code: str, language: str) -> str:
    name = iso_names().get(code)
    if name is None:
        return code
    spoken = language.partition("-")[0]
    if corrected := usual_data()["shown"].get(spoken, {}).get(code):
        return str(corrected)
    if spoken != "en":
        if found := translated("iso3166-2", name, language):
            return plain_name(found)
        if is_spoken_in(language, code[:2]):
            return plain_name(name)
    return str(usual_data()["english"].get(code) or region_data()["english"].get(code) or plain_name(name))


def _in_alphabet(pair: tuple[str, str]) -> str:
    return normalize("NFKD", pair[1].casefold())
