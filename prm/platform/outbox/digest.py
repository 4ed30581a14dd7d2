"""When a daily digest goes out."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DIGEST_TIME = time(8, 0)


def next_digest_at(after: datetime, zone_name: str) -> datetime:
    """The next eight o'clock in the member's zone, strictly after an aware instant; in UTC."""
    zone = ZoneInfo(zone_name or "UTC")
    local = after.astimezone(zone)
    at = datetime.combine(local.date(), DIGEST_TIME, zone)
    if at <= local:
        at = datetime.combine(local.date() + timedelta(days=1), DIGEST_TIME, zone)
    return at.astimezone(UTC)
