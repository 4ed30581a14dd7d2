"""A report's figures written out: headline, rows of the table, rows of a sheet, bars of the chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from prm.platform import formats
from prm.platform.chart import Chart, week_chart
from prm.platform.sheets.csv_out import Cell
from routing.reports.selectors.run import Figures, Point
from routing.reports.selectors.shape import Kind, Report, Row
from routing.reports.selectors.split import SPLITS
from routing.reports.selectors.written import cell, change, column_title, written


@dataclass(frozen=True)
class Headline:
    """A report's one figure, and how it changed against the period before."""

    report: Report
    value: str
    measure: str
    change: str
    verdict: str


@dataclass(frozen=True)
class Value:
    """A cell of the table, with its column's title."""

    column: str
    text: str
    is_figure: bool


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    words: str
    values: Sequence[Value]
    link: str = ""


def headline_of(report: Report, figures: Figures, currency: str) -> Headline:
    """The headline of what a report found."""
    now, before = figures.total.get(report.headline), figures.before.get(report.headline)
    return write_headline(report, now, before, currency)


def write_headline(
    report: Report, now: Any, before: Any, currency: str, *, name: str = "", words: str = ""
) -> Headline:
    """A headline from its value and the one before; of another measure where `name` says so."""
    measure = report.measure(name or report.headline)
    changed, verdict = change(measure, now, before, currency)
    value = written(now, measure.kind, currency)
    return Headline(report, value, words or str(measure.words), changed, verdict)


def line_of(row: Row, report: Report, currency: str, link: str = "") -> Line:
    """A row, written; `link` is a page about it."""
    values = [
        Value(
            str(each.words),
            written(row.values.get(each.name), each.kind, currency),
            each.kind is not Kind.TEXT,
        )
        for each in report.shown
    ]
    return Line(row.words, values, link)


def sheet_rows(report: Report, split: str, figures: Figures) -> list[Sequence[Cell]]:
    """The table as rows of a sheet, with its head."""
    head: list[Cell] = [str(SPLITS[split].words), *(column_title(each) for each in report.shown)]
    return [head, *(_cells(row, report) for row in figures.rows)]


def _cells(row: Row, report: Report) -> list[Cell]:
    return [row.words, *(cell(row.values[each.name], each.kind) for each in report.shown)]


def chart_of(points: Sequence[Point], report: Report, currency: str) -> Chart | None:
    """The headline over time as bars; None when there is nothing to draw."""
    values = [point.value or 0.0 for point in points]
    if not any(values):
        return None
    kind = report.measure(report.headline).kind
    labels = [formats.skeleton("MMMd", point.on) for point in points]
    return week_chart(labels, values, (), least=0.01, say=lambda value: written(value, kind, currency))
