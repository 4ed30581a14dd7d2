"""The share report: what every partner was entitled to and received, and how far apart the two are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prm.console.site import vendor_site
from routing.selectors.share import PoolShares, share_report
from routing.selectors.vendor_day import vendor_today

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
        self.fields["pool"].choices = [("", gettext_lazy("All pools")), *((key, key) for key in pools)]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Bars:
    """A pool's report with what its bars are drawn to: the largest share of anybody."""

    report: PoolShares
    widest: float

    @property
    def rows(self) -> list[tuple[Any, float, float]]:
        """Each partner's line with the lengths of its two bars, of 100."""
        whole = self.widest or 1.0
        return [
            (row, 100 * row.entitled_share / whole, 100 * row.received_share / whole)
            for row in self.report.rows
        ]

    @property
    def starved(self) -> list[Any]:
        """Those who were entitled to a lead and received none."""
        return [row for row in self.report.rows if row.is_starved]


def share_page(request: HttpRequest) -> HttpResponseBase:
    """Every pool with every partner; the period and the pool are in the address."""
    days = request.GET.get("days", "90")
    length = timedelta(days=int(days) - 1 if days in dict(PERIODS) else 89)
    today = vendor_today()
    reports = share_report(since_on=today - length, until_on=today)
    wanted = request.GET.get("pool", "")
    context = {
        **vendor_site.each_context(request),
        "title": _("Shares"),
        "form": PeriodForm(request.GET, [report.pool for report in reports]),
        "pools": [_bars(report) for report in reports if wanted in ("", report.pool)],
        "since_on": today - length,
        "until_on": today,
    }
    return TemplateResponse(request, "console/shares.html", context)


def _bars(report: PoolShares) -> Bars:
    return Bars(
        report, max((max(row.entitled_share, row.received_share) for row in report.rows), default=0.0)
    )


vendor_site.add_page("shares/", share_page, "share_report")
