"""The days that a report covers, by the vendor's clock, and the same number of days before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST: Final = timedelta(days=2 * 366)
DEFAULT: Final = "30"
CHOICES: Final[tuple[tuple[str, Promise], ...]] = (
    ("7", _("Last 7 days")),
    ("30", _("Last 30 days")),
    ("90", _("Last 90 days")),
    ("365", _("Last 365 days")),
    ("week", _("Last week")),
    ("month", _("Last month")),
    ("quarter", _("Last quarter")),
    ("days", _("From … to …")),
)


class WrongDays(ValueError):
    """The days asked for make no period."""


@dataclass(frozen=True)
class Period:
    """From the first moment of one day to the last moment of another, in the vendor's zone."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        """The first instant."""
        return datetime.combine(self.first, time(), self.zone)

    @property
    def until(self) -> datetime:
        """The first instant that is no longer part of it."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone)

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def bucket(self) -> str:
        """What a bar of the chart covers: a day, a week or a month."""
        return "day" if self.length <= 31 else "week" if self.length <= 200 else "month"

    def before(self) -> "Period":
        """As many days, just before these."""
        return Period(self.first - timedelta(days=self.length), self.first - timedelta(days=1), self.zone)


def read_period(query: Mapping[str, str], *, today: date, zone: ZoneInfo) -> Period:
    """The period that a page's query names. Raises WrongDays with a sentence."""
    name = query.get("period") or DEFAULT
    if name == "days":
        return _days(query, zone)
    if name in ("7", "30", "90", "365"):
        return Period(today - timedelta(days=int(name) - 1), today, zone)
    if name == "week":
        monday = today - timedelta(days=today.weekday())
        return Period(monday - timedelta(days=7), monday - timedelta(days=1), zone)
    if name in ("month", "quarter"):
        months = 1 if name == "month" else 3
        end = _first_of(today.year, today.month - (today.month - 1) % months)
        return Period(_first_of(end.year, end.month - months), end - timedelta(days=1), zone)
    raise WrongDays(_("Choose one of the periods."))


def _days(query: Mapping[str, str], zone: ZoneInfo) -> Period:
    try:
        first, last = parse_date(query.get("from") or ""), parse_date(query.get("to") or "")
    except ValueError:
        first = last = None
    if first is None or last is None:
        raise WrongDays(_("Enter both days, like 2026-01-31."))
    if last < first:
        raise WrongDays(_("The last day is before the first."))
    if last - first > LONGEST:
        raise WrongDays(_("Choose at most two years."))
    return Period(first, last, zone)


def _first_of(year: int, month: int) -> date:
    """The first of a month; months up to 0 belong to the year before."""
    return date(year, month, 1) if month > 0 else date(year - 1, month + 12, 1)
