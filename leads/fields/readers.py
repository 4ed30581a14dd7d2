"""How the values of fields are read: the cleaners, told what they need to know of the lead."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext, gettext_noop

from leads.fields.about import Reader
from leads.fields.context import Context
from prm.platform.cleaning.contact import clean_phone
from prm.platform.cleaning.day import clean_day
from prm.platform.cleaning.decimal_mark import decimal_mark
from prm.platform.cleaning.number import clean_employees, clean_money
from prm.platform.cleaning.place import clean_postal_code, clean_region
from prm.platform.cleaning.refusal import PartlyRefused, Refused, not_a_list, shown, too_many
from prm.platform.cleaning.text import clean_category, clean_line, clean_paragraphs, product_slug

Cleaner = Callable[[object], Any]
_REMEMBERED = 4096
_BETWEEN_ITEMS = (";", "|", "\n", ",")
NO_VERTICAL = gettext_noop("“%(value)s” is not on your list of industries.")
NO_PRODUCT = gettext_noop("“%(value)s” is not on your list of products.")


def alone(clean: Cleaner) -> Reader:
    """Reads values that need no context."""
    return lambda value, _context: clean(value)


def remembered(clean: Callable[[object], Any]) -> Reader:
    """As `alone`, for texts that come again and again: each is cleaned once, in any language."""
    found = lru_cache(_REMEMBERED)(clean)
    return lambda value, _context: found(value) if type(value) is str else clean(value)


def one_line(most: int) -> Reader:
    return lambda value, _context: clean_line(value, most)


def several_lines(most: int) -> Reader:
    return lambda value, _context: clean_paragraphs(value, most)


def named(clean: Callable[[object, int], str], most: int) -> Reader:
    """Reads a name of up to `most` characters."""
    return lambda value, _context: clean(value, most)


def each(read: Reader, most: int) -> Reader:
    """Reads a list of up to `most` items, each once. What can be read is kept: see PartlyRefused."""

    def read_each(value: object, context: Context) -> tuple[Any, ...]:
        items = _items(value)
        kept: list[Any] = []
        refused: list[tuple[object, Refused]] = []
        for item in items[:most]:
            try:
                kept.append(read(item, context))
            except Refused as reason:
                refused.append((item, reason))
        refused += [(item, too_many(most)) for item in items[most:]]
        once = tuple(dict.fromkeys(kept))
        if refused:
            raise PartlyRefused(refused, once)
        return once

    return read_each


def phone(value: object, context: Context) -> str:
    return clean_phone(value, context.country)


def money(value: object, context: Context) -> Decimal:
    return clean_money(value, decimal_mark(context.country, context.languages))


def day(value: object, context: Context) -> date:
    return clean_day(value, context.country)


def employees(value: object, context: Context) -> int:
    return clean_employees(value, decimal_mark(context.country, context.languages))


def region(value: object, context: Context) -> str:
    return _region(value, context.country) if type(value) is str else clean_region(value, context.country)


def postal_code(value: object, context: Context) -> str:
    return clean_postal_code(value, context.country)


def industry(value: object, context: Context) -> str:
    entries = context.lists.industries
    folded = _folded(value)
    return folded if entries is None else _entry(folded, entries, value, NO_VERTICAL)


def product(value: object, context: Context) -> str:
    entries = context.lists.products
    if entries is None:
        return product_slug(value)
    return _entry(_folded(value), entries, value, NO_PRODUCT)


_region = lru_cache(_REMEMBERED)(clean_region)
_category = lru_cache(_REMEMBERED)(clean_category)


def _folded(value: object) -> str:
    return _category(value) if type(value) is str else clean_category(value)


def _entry(folded: str, entries: Mapping[str, str], value: object, missing: str) -> str:
    """The slug of an entry of the vendor's list, which was named by slug or name."""
    found = entries.get(folded)
    if found is None:
        raise Refused("unknown", gettext(missing), value=shown(str(value).strip()))
    return found


def _items(value: object) -> Sequence[object]:
    """The items of a list; forms and spreadsheets send it as one text."""
    if isinstance(value, str):
        mark = next((mark for mark in _BETWEEN_ITEMS if mark in value), None)
        return [item for part in value.split(mark) if (item := part.strip())] if mark else [value]
    if not isinstance(value, list | tuple):
        raise not_a_list()
    return value
