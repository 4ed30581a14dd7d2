"""When a message is tried again, and how long an endpoint rests."""

from datetime import UTC, datetime, timedelta

import pytest

from prm.platform.ids import new_id
from prm.platform.outbox.backoff import MOST_ATTEMPTS, WEBHOOK_WAITS, rest_after, wait_after
from prm.platform.outbox.retry_after import read_retry_after

NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


def test_webhooks_are_tried_by_the_documented_schedule() -> None:
    seconds = [wait.total_seconds() for wait in WEBHOOK_WAITS]
    assert seconds == [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    assert MOST_ATTEMPTS == 10


def test_waits_grow_and_differ() -> None:
    waits = [wait_after(n, new_id()) for n in range(1, MOST_ATTEMPTS)]
    assert waits == sorted(waits)  # type: ignore[type-var]
    assert len({wait_after(5, new_id()) for _ in range(20)}) == 20
    assert wait_after(MOST_ATTEMPTS, new_id()) is None
    for wait, least in zip(waits, WEBHOOK_WAITS, strict=True):
        assert wait is not None and least <= wait <= least * 1.1


def test_an_endpoint_rests_longer_with_each_failure_but_never_long() -> None:
    rests = [rest_after(failures).total_seconds() for failures in (1, 2, 3, 4, 5, 500)]
    assert rests == [5, 10, 20, 40, 60, 60]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Wed, 01 Jul 2026 09:35:00 GMT", 300),
        ("Wed, 01 Jul 2026 09:00:00 GMT", 0),
        ("999999999999", 86_400),
        ("Wed, 01 Jul 2099 09:35:00 GMT", 86_400),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("1.5", None),
        ("\u0663", None),
    ],
)
def test_retry_after_is_read_in_seconds_and_as_a_date(text: str, seconds: float | None) -> None:
    read = read_retry_after(text, NOW)
    assert read == (None if seconds is None else timedelta(seconds=seconds))
