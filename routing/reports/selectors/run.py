"""A report's figures: a row for each group, the total, that of the period before, the headline over time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from prm.platform import clock
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id
from routing.reports.selectors import sql
from routing.reports.selectors.names import nobody, words_of
from routing.reports.selectors.period import Period
from routing.reports.selectors.shape import Report, Row
from routing.reports.selectors.split import SPLITS, bucket_sql

MINUTES_BY_HAND: Final = 10
"""What a person is taken to need to assign a lead, until the vendor's settings say otherwise."""


@dataclass(frozen=True)
class Point:
    """The headline of one day, week or month; None where nothing happened."""

    on: date
    value: float | None


@dataclass(frozen=True)
class Figures:
    """What a report found."""

    rows: Sequence[Row]
    total: Mapping[str, Any]
    before: Mapping[str, Any]
    points: Sequence[Point]


def run_report(report: Report, period: Period, split: str) -> Figures:
    """Four statements at most. `split` is one of the report's."""
    groups, total = _grouped(report, period, SPLITS[split].sql)
    rows = [row for row in _rows(report, split, groups) if report.keep(row)]
    _none, before = _grouped(report, period.before(), "NULL::text")
    return Figures(rows, total, before, _points(report, period) if report.has_chart else ())


@dataclass(frozen=True)
class Glance:
    """The totals of a period and of the one before, and some measures over time."""

    now: Mapping[str, Any]
    before: Mapping[str, Any]
    lines: Mapping[str, Sequence[float | None]]


def run_glance(report: Report, period: Period, measures: Iterable[str]) -> Glance:
    """The totals, and these measures day by day."""
    _none, total = _grouped(report, period, "NULL::text")
    _none, before = _grouped(report, period.before(), "NULL::text")
    found, days = _by_bucket(report, period), _buckets(period)
    lines = {name: [_number(found.get(on.isoformat(), {}).get(name)) for on in days] for name in measures}
    return Glance(total, before, lines)


def run_headline(report: Report, period: Period) -> tuple[Any, Any]:
    """The headline of the whole period, and of the one before."""
    return run_measure(report, period, report.headline)


def run_measure(report: Report, period: Period, name: str) -> tuple[Any, Any]:
    """A measure over the whole period, and over the one before."""
    totals = (_grouped(report, each, "NULL::text")[1] for each in (period, period.before()))
    now, before = (total[name] for total in totals)
    return now, before


def _rows(report: Report, split: str, groups: Sequence[tuple[str | None, Mapping[str, Any]]]) -> list[Row]:
    words = words_of(split)
    rows = [Row(key, words(key) if key else nobody(split), values) for key, values in groups]
    name = report.order
    return sorted(rows, key=lambda row: (-(row.values[name] or 0), row.words.casefold()))


def _points(report: Report, period: Period) -> list[Point]:
    found, name = _by_bucket(report, period), report.headline
    return [Point(on, _number(found.get(on.isoformat(), {}).get(name))) for on in _buckets(period)]


def _by_bucket(report: Report, period: Period) -> Mapping[str | None, Mapping[str, Any]]:
    at, bucket = report.base.at, period.bucket
    key = f"to_char(date_trunc('{bucket}', {at}::timestamp), 'YYYY-MM-DD')" if report.base.is_by_day else ""
    groups, _total = _grouped(report, period, key or bucket_sql(at, bucket))
    return dict(groups)


def _buckets(period: Period) -> list[date]:
    """The first day of every day, week or month of the period."""
    on, days = period.first, []
    if period.bucket == "week":
        on -= timedelta(days=on.weekday())
    elif period.bucket == "month":
        on = on.replace(day=1)
    while on <= period.last:
        days.append(on)
        on = _next(on, period.bucket)
    return days


def _next(on: date, bucket: str) -> date:
    if bucket == "month":
        return (on.replace(day=1) + timedelta(days=32)).replace(day=1)
    return on + timedelta(days=7 if bucket == "week" else 1)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _grouped(
    report: Report, period: Period, key: str
) -> tuple[list[tuple[str | None, Mapping[str, Any]]], Mapping[str, Any]]:
    """The groups with their values, and the values of all rows together."""
    computed = [measure for measure in report.measures if measure.sql]
    columns = ", ".join(f'{measure.sql} AS "{measure.name}"' for measure in computed)
    with connection.cursor() as cursor:
        cursor.execute(sql.GROUPED.format(key=key, measures=columns, base=report.base.sql), _values(period))
        rows = cursor.fetchall()
    names = [measure.name for measure in computed]
    groups: list[tuple[str | None, Mapping[str, Any]]] = []
    total: Mapping[str, Any] = {}
    for found, is_total, *values in rows:
        complete = _derived(report, dict(zip(names, values, strict=True)))
        if is_total:
            total = complete
        else:
            groups.append((found, complete))
    return groups, total


def _derived(report: Report, values: dict[str, Any]) -> Mapping[str, Any]:
    """The values with those that are computed from them."""
    return values | {each.name: each.derived(values) for each in report.measures if each.derived}


def _values(period: Period) -> dict[str, Any]:
    vendor: UUID = current_vendor_id()
    currency, minutes = Vendor.objects.values_list("currency", "minutes_by_hand").get(id=vendor)
    return {
        "vendor": vendor,
        "currency": currency,
        "minutes_by_hand": minutes or MINUTES_BY_HAND,
        "since": period.since,
        "until": period.until,
        "before": period.before().since,
        "first": period.first,
        "last": period.last,
        "zone": str(period.zone),
        "now": clock.now(),
    }
