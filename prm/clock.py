"""The one clock. Everything that asks the time asks here, so that tests can replace it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)
