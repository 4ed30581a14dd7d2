"""Reading how long a receiver wants to be left alone."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# However long a receiver asks for, a message is tried again within a day.
LONGEST = timedelta(hours=24)


def read_retry_after(text: str, now: datetime) -> timedelta | None:
    """The wait that a `Retry-After` header asks for, in seconds or as a date; None if it cannot be read.

    RFC 9110, section 10.2.3. Never negative and never longer than LONGEST.
    """
    text = text.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), LONGEST.total_seconds()))
    try:
        instant = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return min(max(aware - now, timedelta()), LONGEST)
