"""Days, as programs and spreadsheets write them."""

import re
from datetime import date, datetime
from typing import Final

from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from prm.platform.cleaning.refusal import Refused, not_text

MONTH_FIRST: Final = frozenset(("US", "PH", "FM", "PW", "MH"))
_PARTS: Final = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4})")
_YEARS: Final = range(1900, 2201)


def clean_day(value: object, country: str = "") -> date:
    """A day: "2026-12-31", "31.12.2026", "31/12/2026", or "12/31/2026" where the month comes first."""
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date | str):
        raise not_text()
    try:
        found = value if isinstance(value, date) else _read(value.strip(), country)
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise Refused("invalid", gettext("Send a date such as 2026-12-31."))
    return found


def _read(text: str, country: str) -> date | None:
    """Raises ValueError for a day that no month has."""
    if parts := _PARTS.fullmatch(text):
        first, mark, second, year = parts.groups()
        day, month = (second, first) if mark == "/" and country in MONTH_FIRST else (first, second)
        return date(int(year), int(month), int(day))
    return parse_date(text[:10] if "T" in text else text)
