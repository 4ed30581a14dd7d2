"""SLA arithmetic: deadlines and durations in somebody's business time, in closed form.

Whole weeks are counted, not walked: regular seconds of the weekly blocks, less the closed ranges in between
(prefix sums), plus what clock jumps add or take. Only the last few days are looked at one by one.
Clock jumps follow `wall_clock`: a block lasts the real seconds between its two ends.
"""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from routing.engine.business_calendar import BusinessCalendar, CalendarError, NeverOpenError, week_of
from routing.engine.wall_clock import date_at

__all__ = [
    "BusinessCalendar",
    "CalendarError",
    "Clock",
    "NeverOpenError",
    "add_business_seconds",
    "business_seconds_between",
    "deadline",
    "is_open",
    "next_open",
    "week_of",
]

Clock = Literal["wall", "business"]
MICROSECOND = timedelta(microseconds=1)
MICROSECONDS = 1_000_000


def deadline(
    start: datetime, seconds: int, clock: Clock = "wall", calendar: BusinessCalendar | None = None
) -> datetime:
    """The UTC instant `seconds` after `start`, by the wall clock or in the calendar's business time."""
    if clock == "wall":
        return _utc(start) + timedelta(seconds=_positive(seconds))
    if clock != "business":
        raise ValueError(f"{clock!r} is not a clock; write wall or business.")
    if calendar is None:
        raise ValueError("A business deadline needs a calendar.")
    return add_business_seconds(calendar, start, seconds)


def add_business_seconds(calendar: BusinessCalendar, start: datetime, seconds: int) -> datetime:
    """The earliest UTC instant by which `seconds` of open time have passed since `start`.

    So a deadline falls on a closing time, not on the next opening, and nought seconds give `start` itself.
    Raises NeverOpenError where the calendar has no open time, ValueError for a naive `start`.
    """
    _check_ever_open(calendar)
    at = _utc(start)
    if not _positive(seconds):
        return at
    day = date_at(calendar.zone_info, at).toordinal()
    wanted = seconds * MICROSECONDS + _open_microseconds_until(calendar, day, at)
    try:
        return _reach(calendar, *_skip_weeks(calendar, day, wanted))
    except (OverflowError, ValueError) as error:
        raise NeverOpenError("There is not so much open time before the end of the year 9999.") from error


def business_seconds_between(calendar: BusinessCalendar, a: datetime, b: datetime) -> int:
    """Open seconds, whole ones, from `a` to `b`; negative when `b` comes first."""
    first, last = _utc(a), _utc(b)
    if last < first:
        return -business_seconds_between(calendar, last, first)
    start_day, end_day = (date_at(calendar.zone_info, at).toordinal() for at in (first, last))
    whole_days = _open_seconds(calendar, start_day, end_day) * MICROSECONDS
    before_last = _open_microseconds_until(calendar, end_day, last)
    return (whole_days + before_last - _open_microseconds_until(calendar, start_day, first)) // MICROSECONDS


def is_open(calendar: BusinessCalendar, at: datetime) -> bool:
    """Whether the calendar is open at that instant; a block's end is already closed."""
    instant = _utc(at)
    on = date_at(calendar.zone_info, instant)
    return any(opens <= instant < closes for opens, closes in _intervals(calendar, on.toordinal()))


def next_open(calendar: BusinessCalendar, at: datetime) -> datetime:
    """`at` itself when open, else the next UTC instant of opening."""
    _check_ever_open(calendar)
    instant = _utc(at)
    day = date_at(calendar.zone_info, instant).toordinal()
    try:
        while True:
            for opens, closes in _intervals(calendar, day):
                if instant < closes:
                    return max(opens, instant)
            day = _after_closed(calendar, day + 1)
    except (OverflowError, ValueError) as error:
        raise NeverOpenError("There is no open time before the end of the year 9999.") from error


def _skip_weeks(calendar: BusinessCalendar, day: int, wanted: int) -> tuple[int, int]:
    """Moves on by whole weeks while a week's microseconds are wanted: the day reached, and what is left."""
    while True:
        day = _after_closed(calendar, day)
        weeks = wanted // (calendar.week_seconds * MICROSECONDS)
        passed = _open_seconds(calendar, day, day + 7 * weeks) * MICROSECONDS
        while passed >= wanted:  # clocks that went back gave more than the regular weeks
            weeks -= 1
            passed = _open_seconds(calendar, day, day + 7 * weeks) * MICROSECONDS
        if not weeks:
            return day, wanted
        day, wanted = day + 7 * weeks, wanted - passed


def _reach(calendar: BusinessCalendar, day: int, wanted: int) -> datetime:
    while True:
        for opens, closes in _intervals(calendar, day):
            length = (closes - opens) // MICROSECOND
            if wanted <= length:
                return opens + wanted * MICROSECOND
            wanted -= length
        day = _after_closed(calendar, day + 1)


def _open_seconds(calendar: BusinessCalendar, first: int, beyond: int) -> int:
    """Open seconds over the day ordinals [first, beyond)."""
    if first >= beyond:
        return 0
    closed = _closed_before(calendar, beyond) - _closed_before(calendar, first)
    return calendar.regular_seconds(first, beyond) - closed + _corrections(calendar, first, beyond)


def _closed_before(calendar: BusinessCalendar, day: int) -> int:
    ranges = bisect_left(calendar.closed_starts, day)
    lost = calendar.closed_seconds[ranges]
    if ranges and calendar.closed_ranges[ranges - 1][1] > day:
        lost -= calendar.regular_seconds(day, calendar.closed_ranges[ranges - 1][1])
    return lost


def _corrections(calendar: BusinessCalendar, first: int, beyond: int) -> int:
    years = range(date.fromordinal(first).year, date.fromordinal(beyond - 1).year + 1)
    return sum(
        seconds
        for year in years
        for day, seconds in calendar.corrections(year)
        if first <= day < beyond and _after_closed(calendar, day) == day
    )


def _after_closed(calendar: BusinessCalendar, day: int) -> int:
    """The day itself, or the first one after the closed range it lies in."""
    ranges = bisect_right(calendar.closed_starts, day)
    return max(day, calendar.closed_ranges[ranges - 1][1]) if ranges else day


def _intervals(calendar: BusinessCalendar, day: int) -> list[tuple[datetime, datetime]]:
    return calendar.intervals(date.fromordinal(day)) if _after_closed(calendar, day) == day else []


def _open_microseconds_until(calendar: BusinessCalendar, day: int, at: datetime) -> int:
    return sum(
        (min(closes, at) - opens) // MICROSECOND for opens, closes in _intervals(calendar, day) if opens < at
    )


def _check_ever_open(calendar: BusinessCalendar) -> None:
    if not calendar.week_seconds:
        raise NeverOpenError("The calendar has no working hours, so it has no business deadline.")


def _utc(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError("A datetime without a time zone is no instant.")
    return at.astimezone(UTC)


def _positive(seconds: int) -> int:
    if seconds < 0:
        raise ValueError("A duration cannot be negative.")
    return seconds
