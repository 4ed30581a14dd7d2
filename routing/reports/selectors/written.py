"""A report's values as people read them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from prm.platform import formats
from routing.reports.selectors.shape import Kind, Measure

NOTHING = "–"


def written(value: Any, kind: Kind, currency: str) -> str:
    """A value in the viewer's language."""
    if value is None or value == "":
        return NOTHING
    if kind is Kind.MONEY:
        return formats.money(Decimal(value), currency)
    if kind is Kind.PART:
        return formats.number(value, "#,##0.#%")
    if kind is Kind.SPAN:
        return _span(float(value))
    if kind is Kind.DECIMAL:
        return formats.number(float(value), "#,##0.0")
    if kind is Kind.INSTANT:
        moment: datetime = value
        return formats.full_day(localtime(moment).date())
    return str(value) if kind is Kind.TEXT else formats.number(value)


def _span(seconds: float) -> str:
    """A span; short ones to a tenth of a second."""
    if seconds >= 10:
        return formats.span(seconds)
    return _("%(seconds)s s") % {"seconds": formats.number(seconds, "0.0")}


def cell(value: Any, kind: Kind) -> Any:
    """A value as a cell of a sheet: numbers as numbers, spans in hours."""
    if kind is Kind.SPAN and value is not None:
        return round(float(value) / 3600, 3)
    return round(value, 4) if isinstance(value, float) else value


def column_title(measure: Measure) -> str:
    """A column's title in a sheet, with the unit."""
    return f"{measure.words} ({_('hours')})" if measure.kind is Kind.SPAN else str(measure.words)


def change(measure: Measure, now: Any, before: Any, currency: str) -> tuple[str, str]:
    """How a value changed against the period before, in words; and "better", "worse" or "" for neither."""
    if now is None or before is None or isinstance(now, str | datetime):
        return "", ""
    difference = float(now) - float(before)
    text = _difference(abs(difference), measure.kind, currency)
    if text == _difference(0.0, measure.kind, currency):
        return _("no change"), ""
    words = _("up %(by)s") if difference > 0 else _("down %(by)s")
    judged = measure.more_is_better
    verdict = "" if judged is None else "better" if judged == (difference > 0) else "worse"
    return words % {"by": text}, verdict


def _difference(amount: float, kind: Kind, currency: str) -> str:
    if kind is Kind.PART:
        return _("%(points)s points") % {"points": formats.number(amount * 100, "0.#")}
    return written(amount, kind, currency)
