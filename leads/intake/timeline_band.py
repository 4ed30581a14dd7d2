"""When a lead wants to buy, as one of a few bands: its own words are free text, and may hold anything."""

import re
from functools import lru_cache
from typing import Final

from leads.intake.timeline_words import (
    AT_LEAST,
    AT_LEAST_AFTER,
    AT_MOST,
    NEGATIONS,
    NUMBERS,
    PHRASES,
    UNITS,
    TimelineBand,
)
from prm.platform.cleaning.text import fold_marks

__all__ = ["TimelineBand", "timeline_band"]

_UNIT = "|".join(UNITS)
_DAYS_IN: Final = {word: days for words, days in UNITS.items() for word in words.split("|")}
_SPAN = re.compile(
    rf"(?:(?P<least>{AT_LEAST}|>|>=) ?|(?P<most>{AT_MOST}|<|<=) ?)?(?:the next |the |den nachsten "
    rf"|der nachsten |les )?"
    rf"(?:\d{{1,3}} ?(?P<low_unit>{_UNIT})? ?(?:-|to|bis|a|and"
    rf"|und) ?)?(?P<count>\d{{1,3}}) ?(?P<open>\+)? ?(?P<unit>{_UNIT})\b"
    rf" ?(?P<after>\+|{AT_LEAST_AFTER})?"
)
_BEFORE_SPAN = re.compile(rf"\b(?:{NEGATIONS}) $")
_PHRASES: Final = tuple((re.compile(rf"\b(?:{words})\b"), band) for words, band in PHRASES)
_NEGATED = re.compile(rf"\b(?:{NEGATIONS})\b(?: \w+)?(?: \w+)? $")
_NUMBER_WORDS: Final = tuple(
    (re.compile(rf"\b(?:{words})\b"), str(number)) for words, number in NUMBERS.items()
)
_ONE = re.compile(rf"(?<!half )\b(?:a|an) (?=(?:{_UNIT})\b)")
_BANDS: Final[tuple[tuple[int, TimelineBand], ...]] = (
    (7, "now"),
    (31, "within_1_month"),
    (93, "within_3_months"),
    (186, "within_6_months"),
    (366, "within_12_months"),
)


@lru_cache(maxsize=1024)
def timeline_band(text: str) -> TimelineBand:
    """The band, read from a span ("1–3 months", "90 days", "12+ months") or a usual phrase; "" when unclear.

    Of "6+ months" the band is the one after six months. A phrase with a no before it says nothing of when,
    and neither does one that depends on today, such as Q3.
    """
    plain = _plain(text)
    phrase = _phrase(plain, only="later")
    return phrase or _span(plain) or _phrase(plain)


def _plain(text: str) -> str:
    """Lower case, no accents, one space; signs only where a span has them."""
    folded = re.sub(r"[‐‑‒–—―−~_]", "-", fold_marks(text))
    folded = re.sub(r"[^\w<>=+-]+", " ", folded)
    folded = re.sub(r"(?<=[a-z])-|-(?=[a-z])", " ", folded).strip()
    return re.sub(r"\s+", " ", folded)


def _with_digits(plain: str) -> str:
    for words, digits in _NUMBER_WORDS:
        plain = words.sub(digits, plain)
    return re.sub(r"(?<=\d) (?=\d)", "-", _ONE.sub("1 ", plain))


def _span(text: str) -> TimelineBand:
    plain = _with_digits(text)
    match = _SPAN.search(plain)
    if match is None or (_BEFORE_SPAN.search(plain[: match.start()]) and not match["least"]):
        return ""
    days = int(match["count"]) * _DAYS_IN[match["unit"]]
    is_open = match["least"] or match["open"] or match["after"]
    return _band(days + 1 + days // 10 if is_open else days)


def _phrase(plain: str, only: TimelineBand = "") -> TimelineBand:
    """The band of the first phrase that stands there and is not denied."""
    for words, band in _PHRASES:
        match = words.search(plain)
        if match is not None and not _NEGATED.search(plain[: match.start()]):
            return band if not only or band == only else ""
    return ""


def _band(days: int) -> TimelineBand:
    return next((band for most, band in _BANDS if days <= most), "later")
