"""The share report: what every partner was entitled to and received, and how far apart the two are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prm.platform.console.site import vendor_site
from routing.batches.selectors.vendor_day import vendor_today
from routing.policies.selectors.policy_names import pool_title
from routing.shares.selectors.share import share_report
from routing.shares.selectors.share_shapes import PartnerShare, PoolShares, WeekFairness

FIRST: Final = 10
PAGE_SIZE: Final = 50
PERIODS = [
    ("7", gettext_lazy("The last 7 days")),
    ("30", gettext_lazy("The last 30 days")),
    ("90", gettext_lazy("The last 90 days")),
    ("365", gettext_lazy("The last year")),
]


class PeriodForm(forms.Form):
    """Which days, and which pool."""

    days = forms.ChoiceField(
        label=gettext_lazy("Days"),
        choices=PERIODS,
        required=False,
        widget=forms.Select({"class": "c-select"}),
    )
    pool = forms.ChoiceField(
        label=gettext_lazy("Pool"), required=False, widget=forms.Select({"class": "c-select"})
    )

    def __init__(self, data: Mapping[str, Any], pools: list[str]) -> None:
        super().__init__({"days": data.get("days") or "90", "pool": data.get("pool", "")})
        choices = [("", gettext_lazy("All pools")), *((key, pool_title(key)) for key in pools)]
        self.fields["pool"].choices = choices  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Bar:
    """A partner's line with the lengths of its two bars, of 100."""

    row: PartnerShare
    entitled: float
    received: float


@dataclass(frozen=True)
class Week:
    """A week's bar in the chart: where it stands and how high it is, of 100."""

    week: WeekFairness
    at: float
    height: float


@dataclass(frozen=True)
class PoolPage:
    """A pool's report with a page of its partners; bars are drawn to the largest share of anybody."""

    report: PoolShares
    page: Page[PartnerShare]
    is_whole: bool

    @property
    def bars(self) -> list[Bar]:
        """The partners of the page."""
        whole = max((max(row.entitled_share, row.received_share) for row in self.report.rows), default=0) or 1
        return [
            Bar(row, 100 * row.entitled_share / whole, 100 * row.received_share / whole) for row in self.page
        ]

    @property
    def starved(self) -> list[PartnerShare]:
        """Those who were entitled to a lead and received none."""
        return [row for row in self.report.rows if row.is_starved]

    @property
    def weeks(self) -> list[Week]:
        """How far the farthest was from its share, week by week."""
        most = max((week.largest_deviation for week in self.report.weeks), default=0) or 1
        step = 100 / max(len(self.report.weeks), 1)
        return [
            Week(week, number * step, 100 * week.largest_deviation / most)
            for number, week in enumerate(self.report.weeks)
        ]

    @property
    def width(self) -> float:
        """A week's part of the chart's width."""
        return 80 / max(len(self.report.weeks), 1)


def share_page(request: HttpRequest) -> HttpResponseBase:
    """Every pool, each with the first of its partners; or one pool with all of them, in pages."""
    days = request.GET.get("days", "90")
    length = timedelta(days=int(days) - 1 if days in dict(PERIODS) else 89)
    today = vendor_today()
    reports = share_report(since_on=today - length, until_on=today)
    wanted = request.GET.get("pool", "")
    shown = [report for report in reports if wanted in ("", report.pool)]
    context = {
        **vendor_site.each_context(request),
        "title": _("Shares"),
        "form": PeriodForm(request.GET, [report.pool for report in reports]),
        "reports": [pool_page(report, "", FIRST) for report in reports],
        "pools": [
            pool_page(report, request.GET.get("page", ""), PAGE_SIZE if wanted else FIRST) for report in shown
        ],
        "wanted": wanted,
        "days": days,
        "query": urlencode({"days": days, "pool": wanted}),
        "since_on": today - length,
        "until_on": today,
    }
    return TemplateResponse(request, "console/shares.html", context)


def pool_page(report: PoolShares, page: str, size: int) -> PoolPage:
    """A page of a pool's partners: those entitled to most first."""
    return PoolPage(report, Paginator(report.rows, size).get_page(page), len(report.rows) <= size)


vendor_site.add_page("shares/", share_page, "share_report")
