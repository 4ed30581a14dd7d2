"""When weekly reports go out."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MAILED_AT: Final = time(7, 0)


def next_monday(after: datetime, zone: ZoneInfo) -> datetime:
    """The first Monday at seven o'clock in the zone that is later than an aware instant; in UTC."""
    local = after.astimezone(zone)
    days = -local.weekday() % 7
    at = datetime.combine(local.date() + timedelta(days=days), MAILED_AT, zone)
    if at <= local:
        at = datetime.combine(local.date() + timedelta(days=days + 7), MAILED_AT, zone)
    return at.astimezone(UTC)
