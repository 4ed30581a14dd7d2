"""Countries by name, in the active language (CLDR, through Babel)."""

from functools import cache

import pycountry
from babel import Locale
from django.utils import translation


def country_name(code: str) -> str:
    """The name of an ISO 3166-1 country; the code itself when unknown."""
    return dict(countries_by_name(translation.get_language() or "en")).get(code, code)


@cache
def countries_by_name(language: str) -> tuple[tuple[str, str], ...]:
    """ISO 3166-1 codes with names in a language, in the order of the names."""
    names = Locale.parse(language, sep="-").territories
    named = [(country.alpha_2, names.get(country.alpha_2, country.name)) for country in pycountry.countries]
    return tuple(sorted(named, key=lambda pair: pair[1]))
