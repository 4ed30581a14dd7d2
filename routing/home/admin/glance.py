"""Thirty days at a glance: a few reports' figures, each with its change, a line, and the rows behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prm.platform import formats
from prm.platform.chart import spark_line
from prm.platform.tenants.models import Vendor
from routing.batches.selectors.vendor_day import vendor_today
from routing.home.admin.minute import once_a_minute
from routing.reports.selectors.catalogue import BY_NAME
from routing.reports.selectors.partner_reports import FAIRNESS
from routing.reports.selectors.period import Period
from routing.reports.selectors.result_reports import REVENUE
from routing.reports.selectors.run import Glance, run_glance, run_report
from routing.reports.selectors.shape import Kind, Measure, Report
from routing.reports.selectors.speed_reports import ACCEPTANCE, ASSIGNMENT, TTFA
from routing.reports.selectors.written import change, written

DAYS: Final = 30
DEVIATION: Final = Measure(
    "deviation", gettext_lazy("Largest gap from fair share"), Kind.DECIMAL, more_is_better=False
)


@dataclass(frozen=True)
class Tile:
    """One figure; `verdict` is "better", "worse" or "". `line`: points of a polyline 100 wide and 24 high."""

    label: str
    value: str
    context: str
    change: str
    verdict: str
    line: str
    link: str


@dataclass(frozen=True)
class Shown:
    """Which measure of which report, and which other one stands below it."""

    report: Report
    measure: str
    label: Promise
    beside: str = ""
    beside_words: Promise | str = ""


SHOWN: Final = (
    Shown(ASSIGNMENT, "leads", gettext_lazy("Leads in")),
    Shown(
        ASSIGNMENT,
        "to_offer_p50",
        gettext_lazy("Time to assignment"),
        "to_offer_p90",
        gettext_lazy("median; 9 of 10 within %(value)s"),
    ),
    Shown(
        ACCEPTANCE, "accepted_part", gettext_lazy("Accepted"), "offers", gettext_lazy("of %(value)s offers")
    ),
    Shown(
        TTFA,
        "ttfa_p50",
        gettext_lazy("Time to first action"),
        "ttfa_p90",
        gettext_lazy("median; 9 of 10 within %(value)s, the target is 4 hours"),
    ),
    Shown(REVENUE, "value", gettext_lazy("Won value"), "won", gettext_lazy("from %(value)s leads")),
)


def glance(vendor: Vendor, zone: ZoneInfo) -> list[Tile]:
    """The tiles, in the reader's words."""
    today = vendor_today()
    period = Period(today - timedelta(days=DAYS - 1), today, zone)
    found = once_a_minute(f"glance:{period.last}", lambda: _read(period))
    tiles = [_tile(shown, found[shown.report.name], vendor.currency) for shown in SHOWN]
    tiles.insert(4, _deviation_tile(found["deviation"], vendor.currency))
    return tiles


def _read(period: Period) -> Mapping[str, Any]:
    names: dict[str, list[str]] = {}
    for shown in SHOWN:
        names.setdefault(shown.report.name, []).append(shown.measure)
    found: dict[str, Any] = {
        name: _plain(run_glance(BY_NAME[name], period, measures)) for name, measures in names.items()
    }
    found["deviation"] = [_largest_gap(period), _largest_gap(period.before())]
    return found


def _plain(found: Glance) -> dict[str, Any]:
    return {"now": dict(found.now), "before": dict(found.before), "lines": dict(found.lines)}


def _largest_gap(period: Period) -> float | None:
    gaps = [abs(row.values["gap"]) for row in run_report(FAIRNESS, period, "partner").rows]
    return float(max(gaps)) if gaps else None


def _tile(shown: Shown, found: Mapping[str, Any], currency: str) -> Tile:
    measure = shown.report.measure(shown.measure)
    now, before = found["now"], found["before"]
    words, verdict = change(measure, now.get(shown.measure), before.get(shown.measure), currency)
    return Tile(
        label=str(shown.label),
        value=written(now.get(shown.measure), measure.kind, currency),
        context=_beside(shown, now, currency),
        change=words,
        verdict=verdict,
        line=spark_line([value or 0.0 for value in found["lines"][shown.measure]]),
        link=reverse("admin:report", args=[shown.report.name]),
    )


def _beside(shown: Shown, now: Mapping[str, Any], currency: str) -> str:
    if not shown.beside or now.get(shown.beside) is None:
        return ""
    value = written(now[shown.beside], shown.report.measure(shown.beside).kind, currency)
    return str(shown.beside_words) % {"value": value}


def _deviation_tile(found: Sequence[float | None], currency: str) -> Tile:
    now, before = found
    words, verdict = change(DEVIATION, now, before, currency)
    value = "–" if now is None else formats.number(now, "#,##0.0")
    link = reverse("admin:share_report")
    return Tile(str(DEVIATION.words), value, _("leads, of one partner"), words, verdict, "", link)
