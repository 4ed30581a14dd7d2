"""What became of one attempt to deliver a message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from prm.platform.outbox.models import OutboxMessage


@dataclass(frozen=True)
class Exchange:
    """One request to a receiver and its answer, as the delivery log keeps it. No status: no answer came."""

    url: str
    started_at: datetime
    milliseconds: int
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int | None = None
    answer: str = ""


@dataclass(frozen=True)
class Result:
    """What became of one attempt.

    `is_final`: do not try again. `is_endpoint_down`: others to the same endpoint would fail too, for now.
    `is_endpoint_gone`: the receiver wants no more, ever. `retry_after`: for so long the receiver wants to be
    left alone. Without `was_tried` the lease is given back.
    """

    message: OutboxMessage
    error: str = ""
    is_final: bool = False
    is_endpoint_down: bool = False
    is_endpoint_gone: bool = False
    was_tried: bool = True
    retry_after: timedelta | None = None
    exchange: Exchange | None = None
