"""What a report is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.functional import Promise


class Kind(Enum):
    """How a value is written. Seconds, parts of 1, and money in the vendor's currency are plain numbers."""

    COUNT = "count"
    PART = "part"
    SPAN = "span"
    MONEY = "money"
    DECIMAL = "decimal"
    INSTANT = "instant"
    TEXT = "text"


@dataclass(frozen=True)
class Measure:
    """One column: computed by the database, or from the row's other values."""

    name: str
    words: Promise | str
    kind: Kind
    sql: str = ""
    derived: Callable[[Mapping[str, Any]], Any] | None = None
    is_shown: bool = True
    more_is_better: bool | None = None


@dataclass(frozen=True)
class Row:
    """One group: its key, its name, and its values by measure."""

    key: str | None
    words: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Base:
    """Rows that reports count: the statement's FROM and WHERE, and the instant that a row belongs to."""

    sql: str
    at: str
    is_by_day: bool = False


@dataclass(frozen=True)
class Report:
    """A report: what it answers, over which rows, in which columns, by which splits.

    `headline` is the measure that the chart draws and the list of reports shows. `keep` leaves out rows that
    say nothing; `is_watch` marks reports that list only what needs somebody: no row is good news.
    """

    name: str
    title: Promise
    question: Promise
    base: Base
    measures: Sequence[Measure]
    splits: Sequence[str]
    headline: str
    note: Promise | str = ""
    order: str = ""
    keep: Callable[[Row], bool] = field(default=lambda row: True)
    has_chart: bool = True
    is_watch: bool = False

    def measure(self, name: str) -> Measure:
        """The measure of this name."""
        return next(measure for measure in self.measures if measure.name == name)

    @property
    def shown(self) -> list[Measure]:
        """The columns of the table."""
        return [measure for measure in self.measures if measure.is_shown]
