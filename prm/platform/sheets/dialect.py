"""How a reader's spreadsheet program expects CSV: by what cells are separated, and the decimal sign."""

from typing import NamedTuple

from babel.numbers import get_decimal_symbol
from django.utils import translation

from prm.platform.formats import locale_of


class Dialect(NamedTuple):
    """One way to write CSV."""

    delimiter: str
    decimal: str


PLAIN = Dialect(",", ".")


def dialect_of(language: str) -> Dialect:
    """The dialect of a language's locale: where the decimal sign is a comma, semicolons separate cells."""
    decimal = get_decimal_symbol(locale_of(language))
    return Dialect(";" if decimal == "," else ",", decimal) if decimal in ",." else PLAIN


def readers_dialect() -> Dialect:
    """The dialect of the active language: the person's, or else the vendor's."""
    return dialect_of(translation.get_language() or "en")
