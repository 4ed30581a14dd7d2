"""Where a zone's wall clock stands in UTC, also on the days when it jumps.

One reading holds everywhere: the wall clock never runs backwards. When clocks go forward, the minutes
that do not exist all fall on the instant of the jump; when they go back, the clock is held at the latest
time it had reached until the repeated stretch is over, so that every minute names its first occurrence.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60


def instant_of(zone: ZoneInfo, on: date, minute: int) -> datetime:
    """The UTC instant at which the wall clock of `zone` first shows `minute` (0 to 1440) of that date."""
    wall = datetime.combine(on, time.min) + timedelta(minutes=minute)
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    return _jump_between(zone, wall.replace(tzinfo=zone, fold=1).astimezone(UTC), instant)


def _jump_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    offset_before = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == offset_before:
            before = middle
        else:
            after = middle
    return after


def date_at(zone: ZoneInfo, at: datetime) -> date:
    """The date that the (never backwards) wall clock shows: going back over midnight does not undo a day."""
    on = at.astimezone(zone).date()
    following = on + timedelta(days=1)
    return following if instant_of(zone, following, 0) <= at else on


@lru_cache(maxsize=4096)
def irregular_dates(zone: ZoneInfo, year: int) -> tuple[date, ...]:
    """The dates of that year, in order, on or beside which the clock jumps; all others last 24 hours."""
    irregular: set[date] = set()
    noon = datetime(year, 1, 1, 12, tzinfo=UTC) - timedelta(days=3)
    for _ in range(372):
        following = noon + timedelta(days=1)
        if noon.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            irregular.update(_dates_between(noon.astimezone(zone).date(), following.astimezone(zone).date()))
        noon = following
    return tuple(sorted(on for on in irregular if on.year == year))


def _dates_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]
