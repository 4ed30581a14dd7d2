"""Which country a name or a code means, in any language."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import pycountry
from babel import Locale

from prm.platform.cleaning.names import fold_name, spellings
from prm.platform.cleaning.subdivisions import read_data, usual_data

_SHORTEST_NAME = 4


def find_country(text: str) -> str:
    """ISO 3166-1 alpha-2, or the ISO 3166-2 code of England and the like; "" for what means no country."""
    key = fold_name(text)
    return _in_english().get(key) or _in_any_language().get(key, "")


@cache
def country_codes() -> frozenset[str]:
    """Every ISO 3166-1 alpha-2 code, and XK."""
    return frozenset(each.alpha_2 for each in pycountry.countries) | {"XK"}


@cache
def _in_english() -> Mapping[str, str]:
    english = Locale("en").territories
    index: dict[str, str] = {}
    for country in pycountry.countries:
        names = [country.name, getattr(country, "official_name", None), getattr(country, "common_name", None)]
        names += [english.get(country.alpha_2), country.alpha_2, country.alpha_3]
        index.update((fold, country.alpha_2) for name in names if name for fold in spellings(name))
    return {**index, **usual_data()["countries"]}


@cache
def _in_any_language() -> Mapping[str, str]:
    """Names that mean one country only, in every language that most people of some country speak."""
    found: dict[str, set[str]] = defaultdict(set)
    for country, names in read_data("countries.json").items():
        for name in names:
            for fold in spellings(name):
                found[fold].add(country)
    return {
        fold: next(iter(codes))
        for fold, codes in found.items()
        if len(codes) == 1 and (len(fold) >= _SHORTEST_NAME or not fold.isascii())
    }
