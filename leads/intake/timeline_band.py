"""When a lead wants to buy, as one of a few bands: its own words are free text, and may hold anything."""

import re
from functools import lru_cache
from typing import Literal

TimelineBand = Literal[
    "", "now", "within_1_month", "within_3_months", "within_6_months", "within_12_months", "later"
]

_DAYS_IN = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_DAYS_IN |= {"tag": 1, "woche": 7, "monat": 30, "quartal": 91, "jahr": 365}
_SPAN = re.compile(
    r"(?:(\d{1,3})\s*(?:-|–|to|bis)\s*)?(\d{1,3})\s*\+?\s*"
    r"(day|week|month|quarter|year|tag|woche|monat|quartal|jahr|d|w|mo|m|q|y)(?:s|e|en|n)?\b"
)
_SHORT = {"d": "day", "w": "week", "mo": "month", "m": "month", "q": "quarter", "y": "year"}
_WORDS: tuple[tuple[str, TimelineBand], ...] = (
    ("asap|immediate|immediately|urgent|now|today|sofort|dringend", "now"),
    ("this week|next week|this month", "within_1_month"),
    ("this quarter|next month|next quarter", "within_3_months"),
    ("half year|half a year|this year", "within_6_months"),
    ("next year|a year", "within_12_months"),
    ("later|someday|no timeline|exploring|researching|unknown", "later"),
)
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "six": "6", "nine": "9", "twelve": "12"}


@lru_cache(maxsize=1024)
def timeline_band(text: str) -> TimelineBand:
    """The band, read from a span ("1–3 months", "90 days") or a usual word; "" when unclear."""
    plain = re.sub(r"[_\s-]+", " ", text.casefold()).strip()
    for word, digits in _NUMBERS.items():
        plain = re.sub(rf"\b{word}\b", digits, plain)
    span = _SPAN.search(re.sub(r"(\d) (?=\d)", r"\1-", plain))
    if span is not None:
        unit = _SHORT.get(span[3], span[3])
        return _band(int(span[2]) * _DAYS_IN[unit])
    return next((band for words, band in _WORDS if re.search(rf"\b(?:{words})\b", plain)), "")


def _band(days: int) -> TimelineBand:
    if days <= 7:
        return "now"
    bands: tuple[tuple[int, TimelineBand], ...] = (
        (31, "within_1_month"),
        (93, "within_3_months"),
        (186, "within_6_months"),
        (366, "within_12_months"),
    )
    return next((band for most, band in bands if days <= most), "later")
