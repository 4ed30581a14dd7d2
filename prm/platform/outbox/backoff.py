"""When to try again, and when to stop trying."""

from datetime import timedelta
from uuid import UUID

# After the n-th failure in a row. Ten attempts over about two days; then the message is given up.
WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 30, 120, 600, 1800, 2 * 3600, 5 * 3600, 14 * 3600, 24 * 3600)
)
MOST_ATTEMPTS = len(WAITS) + 1
SPREAD = 0.2


def wait_after(attempts: int, message_id: UUID) -> timedelta | None:
    """How long to wait after so many failed attempts; None when it is time to give up.

    Each message has a wait of its own, up to a fifth longer or shorter, so that messages which failed
    together do not come back together. It follows from the id: the same for each process that asks.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    fraction = int.from_bytes(message_id.bytes[-4:]) / 0xFFFFFFFF
    return WAITS[max(attempts, 1) - 1] * (1 + SPREAD * (2 * fraction - 1))
