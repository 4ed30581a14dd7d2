"""When to try again, and when to stop trying."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

Waits = Sequence[timedelta]
MINUTE, HOUR = 60, 3600
# After the n-th failure in a row. Ten attempts in all; then the message is given up.
WEBHOOK_WAITS: Waits = tuple(
    timedelta(seconds=seconds)
    for seconds in (
        *(5, 5 * MINUTE, 30 * MINUTE),
        *(2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR),
    )
)
# Mails tell of offers with a deadline, and a mail server is seldom away for long.
MAIL_WAITS: Waits = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 14 * HOUR, 24 * HOUR)
)
MOST_ATTEMPTS = len(WEBHOOK_WAITS) + 1
SPREAD = 0.1
FIRST_REST, LONGEST_REST = timedelta(seconds=5), timedelta(minutes=1)


def wait_after(attempts: int, message_id: UUID, waits: Waits = WEBHOOK_WAITS) -> timedelta | None:
    """How long to wait after so many failed attempts; None when it is time to give up.

    Each message has a wait of its own, up to a tenth longer, so that messages which failed together do not
    come back together. It follows from the id: the same for each process that asks.
    """
    if attempts > len(waits):
        return None
    fraction = int.from_bytes(message_id.bytes[-4:]) / 0xFFFFFFFF
    return waits[max(attempts, 1) - 1] * (1 + SPREAD * fraction)


def rest_after(failures: int) -> timedelta:
    """How long an endpoint is left alone, whatever waits for it, after so many failures in a row."""
    doublings = min(max(failures - 1, 0), 10)
    return min(FIRST_REST * (1 << doublings), LONGEST_REST)
