"""The four figures of Monday: leads in, contacted in time, won of those closed, and what was won."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from prm.platform.sheets.csv_out import Cell
from routing.reports.selectors.period import Period
from routing.reports.selectors.result_reports import CONVERSION, REVENUE
from routing.reports.selectors.run import run_measure
from routing.reports.selectors.shape import Report
from routing.reports.selectors.speed_reports import ASSIGNMENT, TTFA
from routing.reports.selectors.table import Headline, write_headline

MONDAY: Final = "monday"
"""Stands for the four figures where reports go by name."""
TITLE: Final = _("Four figures for Monday")
SHOWN: Final[tuple[tuple[Report, str], ...]] = (
    (ASSIGNMENT, "leads"),
    (TTFA, "within_target"),
    (CONVERSION, "win_rate"),
    (REVENUE, "value"),
)
WORDS: Final = {
    "leads": _("Leads in"),
    "within_target": _("Contacted within 4 hours of the offer"),
    "win_rate": _("Won of those closed"),
    "value": _("Won value"),
}


def four_figures(period: Period, currency: str) -> list[Headline]:
    """Each figure with its change against as many days before. Eight statements."""
    found = []
    for report, name in SHOWN:
        now, before = run_measure(report, period, name)
        found.append(write_headline(report, now, before, currency, name=name, words=str(WORDS[name])))
    return found


def figure_rows(figures: Sequence[Headline], first: str, second: str) -> list[Sequence[Cell]]:
    """The figures as rows of a sheet, under a head of these two titles."""
    return [[first, second], *([each.measure, each.value] for each in figures)]
