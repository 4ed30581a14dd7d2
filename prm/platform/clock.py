"""The one clock. Everything that asks the time asks here, so that tests can replace it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _stopped.get() or datetime.now(UTC)


@contextmanager
def stopped_at(instant: datetime) -> Iterator[None]:
    """Within the block it is that instant, for this thread alone: for making history (demo data)."""
    if instant.tzinfo is None:
        raise ValueError("an aware instant, please")
    token = _stopped.set(instant)
    try:
        yield
    finally:
        _stopped.reset(token)
