"""Numbers: finite, within what the database holds, and never a boolean in disguise.

Numbers may come as text (forms, CSV), in plain ASCII digits with a point: "50,000" means two things.
"""

import math
import re
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import gettext

from prm.cleaning.refusal import Refused

_PLAIN = re.compile(r"[+-]?\d{1,30}(?:\.\d{0,30})?", re.ASCII)
_CENT = Decimal("0.01")
_MONEY_BEYOND = Decimal(10) ** 13
MOST_EMPLOYEES = 2**31 - 1
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def clean_money(value: object) -> Decimal:
    """An amount of 0 to under 10¹³, rounded to cents (half to even): an estimate, whatever the currency."""
    amount = _number(value)
    if 0 <= amount < _MONEY_BEYOND:
        cents = abs(amount.quantize(_CENT, rounding=ROUND_HALF_EVEN))
        if cents < _MONEY_BEYOND:
            return cents
    raise Refused("out_of_range", gettext("Send an amount from 0 to under 10,000,000,000,000."))


def clean_employees(value: object) -> int:
    return _whole(value, MOST_EMPLOYEES)


def clean_intent_score(value: object) -> int:
    return _whole(value, 100)


def clean_latitude(value: object) -> float:
    return _degrees(value, 90)


def clean_longitude(value: object) -> float:
    return _degrees(value, 180)


def clean_flag(value: object) -> bool:
    """True or false; as text also yes and no. 1 and 0 are numbers."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _FLAGS:
        return _FLAGS[value.strip().lower()]
    raise Refused("invalid_type", gettext("Send true or false."))


def _whole(value: object, most: int) -> int:
    number = _number(value)
    if not 0 <= number <= most:
        raise Refused("out_of_range", gettext("Send a number from 0 to %(most)d."), most=most)
    if number != int(number):
        raise Refused("invalid", gettext("Send a whole number."))
    return int(number)


def _degrees(value: object, most: int) -> float:
    number = _number(value)
    if not -most <= number <= most:
        raise Refused("out_of_range", gettext("Send degrees from -%(most)d to %(most)d."), most=most)
    return float(number) + 0.0  # no negative zero


def _number(value: object) -> Decimal:
    if isinstance(value, float) and math.isfinite(value):
        return Decimal(repr(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, str) and _PLAIN.fullmatch(value.strip()):
        return Decimal(value.strip())
    code = "invalid" if isinstance(value, str | float | Decimal) else "invalid_type"
    raise Refused(code, gettext("Send a number."))
