"""Numbers: finite, within what the database holds, and never a boolean in disguise.

Numbers may come as text (forms, CSV), as people type them: see `prm/platform/cleaning/amount.py`.
"""

import math
import re
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import gettext

from prm.platform.cleaning.amount import Amount, read_amount
from prm.platform.cleaning.decimal_mark import Mark
from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.vague_currency import vague_currency

# One mark and three digits after it can mean two things: "50.000".
_PLAIN = re.compile(r"[+-]?\d{1,30}(?:\.(?:\d{0,2}|\d{4,30}))?", re.ASCII)
_ANY_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{0,30})?", re.ASCII)
_DEGREES = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{0,30})?°?", re.ASCII)
_SCORE = re.compile(r"(.+?)\s*(?:%|/\s*100)")
_CENT = Decimal("0.01")
_MONEY_BEYOND = Decimal(10) ** 13
MOST_EMPLOYEES = 2**31 - 1


def clean_money(value: object, mark: Mark = "") -> Decimal:
    """An amount of 0 to under 10¹³, rounded to cents (half to even): an estimate, whatever the currency.

    `mark`: the decimal mark where the lead is (`prm/platform/cleaning/decimal_mark.py`).
    """
    amount = _amount(value, mark).number
    if 0 <= amount < _MONEY_BEYOND:
        cents = abs(amount.quantize(_CENT, rounding=ROUND_HALF_EVEN))
        if cents < _MONEY_BEYOND:
            return cents
    raise Refused("out_of_range", gettext("Send an amount from 0 to under 10,000,000,000,000."))


def money_currency(value: object, country: str = "") -> str:
    """The ISO 4217 currency that was written beside an amount ("USD 60k", "$60k" in `country`), else ""."""
    if not isinstance(value, str):
        return ""
    try:
        return read_amount(value, ",").currency or vague_currency(value, country)
    except Refused:
        return ""


def clean_employees(value: object, mark: Mark = "") -> int:
    """A whole number; of a range the lower end, which is certain: "51-200" is 51."""
    return _whole(_amount(value, mark).number, MOST_EMPLOYEES)


def clean_intent_score(value: object) -> int:
    """0 to 100, also as "85 %" and "85/100"."""
    percent = _SCORE.fullmatch(value.strip()) if isinstance(value, str) else None
    return _whole(_number(percent[1] if percent else value), 100)


def clean_latitude(value: object) -> float:
    return _degrees(value, 90)


def clean_longitude(value: object) -> float:
    return _degrees(value, 180)


def _whole(number: Decimal, most: int) -> int:
    if not 0 <= number <= most:
        raise Refused("out_of_range", gettext("Send a number from 0 to %(most)d."), most=most)
    if number != int(number):
        raise Refused("invalid", gettext("Send a whole number."))
    return int(number)


def _degrees(value: object, most: int) -> float:
    text = value.strip() if isinstance(value, str) else ""
    number = _number(text.rstrip("°").replace(",", ".") if _DEGREES.fullmatch(text) else value, _ANY_NUMBER)
    if not -most <= number <= most:
        raise Refused("out_of_range", gettext("Send degrees from -%(most)d to %(most)d."), most=most)
    return float(number) + 0.0  # no negative zero


def _amount(value: object, mark: Mark) -> Amount:
    """As `_number`, and of text whatever people mean by a number."""
    if not isinstance(value, str) or _PLAIN.fullmatch(value.strip()):
        return Amount(_number(value))
    return read_amount(value, mark)


def _number(value: object, plain: re.Pattern[str] = _PLAIN) -> Decimal:
    if isinstance(value, float) and math.isfinite(value):
        return Decimal(repr(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, str) and plain.fullmatch(value.strip()):
        return Decimal(value.strip())
    code = "invalid" if isinstance(value, str | float | Decimal) else "invalid_type"
    raise Refused(code, gettext("Send a number."))
