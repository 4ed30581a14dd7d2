"""When somebody works: weekly blocks in a time zone, less holidays and absences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from routing.engine.wall_clock import DAY_MINUTES, instant_of, irregular_dates

Block = tuple[int, int]
Week = tuple[tuple[Block, ...], ...]
NOON = DAY_MINUTES // 2


class CalendarError(ValueError):
    """The calendar cannot be what it says: unknown zone, or blocks that overlap or leave their day."""


class NeverOpenError(CalendarError):
    """There is no open time to count, so that no business deadline exists."""


@dataclass(frozen=True)
class BusinessCalendar:
    """Weekly working blocks, and the dates on which they do not count.

    `week` has seven entries, Monday first; a block is (start, end) in minutes after local midnight, with
    0 <= start < end <= 1440, and a day's blocks neither overlap nor touch in the wrong order. A block that
    crosses midnight is refused: write it as two (`week_of` does), so that it is plain which half of it a
    holiday takes away. `absences` are (first, last) dates, both included. On `half_days` work ends at noon.
    """

    zone: str
    week: Week
    holidays: frozenset[date] = frozenset()
    absences: tuple[tuple[date, date], ...] = ()
    half_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise CalendarError("A week has seven days, Monday first.")
        for blocks in self.week:
            _check_blocks(blocks)
        if any(first > last for first, last in self.absences):
            raise CalendarError("An absence ends before it begins.")
        _ = self.zone_info

    @cached_property
    def zone_info(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise CalendarError(f"{self.zone!r} is not an IANA time zone.") from error

    @cached_property
    def day_seconds(self) -> tuple[int, ...]:
        """Open seconds of each weekday when no clock jumps."""
        return tuple(sum(end - start for start, end in blocks) * 60 for blocks in self.week)

    @cached_property
    def week_seconds(self) -> int:
        return sum(self.day_seconds)

    @cached_property
    def closed_ranges(self) -> tuple[tuple[int, int], ...]:
        """Holidays and absences as disjoint, ordered (first, beyond) day ordinals."""
        days = [(on.toordinal(), on.toordinal() + 1) for on in self.holidays]
        days += [(first.toordinal(), last.toordinal() + 1) for first, last in self.absences]
        return _union(days)

    @cached_property
    def closed_starts(self) -> tuple[int, ...]:
        return tuple(first for first, _ in self.closed_ranges)

    @cached_property
    def closed_seconds(self) -> tuple[int, ...]:
        """Regular seconds lost to the first n closed ranges, for every n from 0."""
        lost = (self.regular_seconds(first, beyond) for first, beyond in self.closed_ranges)
        return tuple(accumulate(lost, initial=0))

    def regular_seconds(self, first: int, beyond: int) -> int:
        """Seconds of the weekly blocks over the day ordinals [first, beyond), as if nothing else were."""
        weeks, days = divmod(beyond - first, 7)
        rest = sum(self.day_seconds[(first + day - 1) % 7] for day in range(days))
        return weeks * self.week_seconds + rest

    @cached_property
    def _corrections(self) -> dict[int, tuple[tuple[int, int], ...]]:
        return {}

    def corrections(self, year: int) -> tuple[tuple[int, int], ...]:
        """(day ordinal, seconds more or fewer than regular) on half days and where a clock jumps."""
        if year not in self._corrections:
            half_days = (on for on in self.half_days if on.year == year)
            dates = sorted({*irregular_dates(self.zone_info, year), *half_days})
            found = ((on.toordinal(), self._seconds_on(on) - self.day_seconds[on.weekday()]) for on in dates)
            self._corrections[year] = tuple((day, seconds) for day, seconds in found if seconds)
        return self._corrections[year]

    def _seconds_on(self, on: date) -> int:
        return sum((end - start) // timedelta(seconds=1) for start, end in self.intervals(on))

    def intervals(self, on: date) -> list[tuple[datetime, datetime]]:
        """The date's blocks as UTC instants, holidays not considered, without those a jump swallows."""
        zone, last = self.zone_info, NOON if on in self.half_days else DAY_MINUTES
        blocks = [
            (instant_of(zone, on, start), instant_of(zone, on, min(end, last)))
            for start, end in self.week[on.weekday()]
            if start < last
        ]
        return [(opens, closes) for opens, closes in blocks if opens < closes]


def week_of(shifts: Iterable[tuple[int, int, int]]) -> Week:
    """Seven days of blocks from (weekday, start, end) in any order; overlapping ones count once.

    One that ends before it starts is split at midnight.
    """
    days: list[list[Block]] = [[] for _ in range(7)]
    for weekday, start, end in shifts:
        if start < end:
            days[weekday].append((start, end))
        else:
            days[weekday].append((start, DAY_MINUTES))
            days[(weekday + 1) % 7] += [(0, end)] if end else []
    return tuple(_union(blocks) for blocks in days)


def _union(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same (first, beyond) ranges, disjoint and in order."""
    merged: list[tuple[int, int]] = []
    for first, beyond in sorted(ranges):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(beyond, merged[-1][1]))
        else:
            merged.append((first, beyond))
    return tuple(merged)


def _check_blocks(blocks: tuple[Block, ...]) -> None:
    for start, end in blocks:
        if not 0 <= start < end <= DAY_MINUTES:
            raise CalendarError(f"The block {start}-{end} does not lie within one day; write it as two.")
    if any(earlier[1] > later[0] for earlier, later in pairwise(blocks)):
        raise CalendarError("The blocks of a day overlap or are out of order.")
