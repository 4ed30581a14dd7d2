"""How much goes to the few partners that get most, and the vendor's alarm about it."""

from dataclasses import dataclass

from django.http import HttpRequest

from prm.platform.tenants.models import Vendor
from routing.reports.selectors.partner_reports import FAIRNESS
from routing.reports.selectors.run import Figures
from routing.reports.selectors.shape import Report
from routing.reports.selectors.top_part import TopPart, top_part


@dataclass(frozen=True)
class Concentration:
    """What the top partners have, and the part above which the vendor wants to know (None: no alarm)."""

    top: TopPart
    alarm: float | None

    @property
    def is_over(self) -> bool:
        """Whether the alarm rings."""
        return self.alarm is not None and self.top.part > self.alarm


def concentration_of(
    report: Report, split: str, figures: Figures, request: HttpRequest
) -> Concentration | None:
    """Of the fairness report by partner; None for every other."""
    if report is not FAIRNESS or split != "partner":
        return None
    vendor: Vendor = request.vendor  # type: ignore[attr-defined]
    percent = vendor.concentration_alarm_percent
    received = [float(row.values["received"] or 0) for row in figures.rows if row.key]
    return Concentration(top_part(received), percent / 100 if percent else None)
