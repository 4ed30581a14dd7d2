"""All reports, in the order in which they are listed."""

from typing import Final

from routing.reports.selectors.partner_reports import FAIRNESS, QUIET, SUPPORT
from routing.reports.selectors.result_reports import (
    CONVERSION,
    HOW,
    REVENUE,
    SATISFACTION,
    SOURCES,
    VELOCITY,
)
from routing.reports.selectors.shape import Report
from routing.reports.selectors.speed_reports import ACCEPTANCE, ASSIGNMENT, FOLLOW_UP, SLA, TTFA

REPORTS: Final[tuple[Report, ...]] = (
    ASSIGNMENT,
    ACCEPTANCE,
    TTFA,
    FOLLOW_UP,
    CONVERSION,
    VELOCITY,
    SLA,
    REVENUE,
    SATISFACTION,
    FAIRNESS,
    HOW,
    SOURCES,
    SUPPORT,
    QUIET,
)
BY_NAME: Final = {report.name: report for report in REPORTS}
