"""Picks messages that are due, and writing down what became of them. Each a short transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F

from prm.platform import clock
from prm.platform.outbox.backoff import wait_after
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from prm.platform.tenants.scope import vendor_scope

State = OutboxMessage.State
# A picked message is leased: if this process dies, the message is due again after it.
LEASE = timedelta(minutes=2)
ENDPOINT_REST = timedelta(seconds=5)


@dataclass(frozen=True)
class Result:
    """What became of one attempt.

    `is_final`: do not try again. `is_endpoint_down`: others to the same endpoint would fail too, for now.
    `is_endpoint_gone`: the receiver wants no more, ever. Without `was_tried` the
    lease is given back.
    """

    message: OutboxMessage
    error: str = ""
    is_final: bool = False
    is_endpoint_down: bool = False
    is_endpoint_gone: bool = False
    was_tried: bool = True


def due_vendors() -> list[UUID]:
    """The vendors with messages due."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT outbox_due_vendors(%s)", [clock.now()])
        return [row[0] for row in cursor.fetchall()]


def pick_due(*, vendor_id: UUID, channel: str, limit: int) -> list[OutboxMessage]:
    """Take messages of a vendor that are due, oldest first, and lease them: nobody else has them."""
    with vendor_scope(vendor_id):
        due = OutboxMessage.objects.filter(
            state=State.WAITING, channel=channel, next_attempt_at__lte=clock.now()
        )
        # These rows have no other lock to be ordered with; `routing.locks` is about routing's own rows.
        ids = list(
            due.select_for_update(skip_locked=True)
            .order_by("next_attempt_at", "id")
            .values_list("id", flat=True)[:limit]
        )
        picked = OutboxMessage.objects.filter(id__in=ids)
        picked.update(attempts=F("attempts") + 1, next_attempt_at=clock.now() + LEASE)
        related = ("vendor", "endpoint", "membership__user", "membership__partner", "membership__vendor")
        return list(picked.select_related(*related).order_by("created_at", "id"))


def record_results(*, vendor_id: UUID, results: Sequence[Result]) -> None:
    """Write what became of a vendor's picked messages: delivered, to be tried again, or given up."""
    if not results:
        return
    with vendor_scope(vendor_id):
        changed = [_outcome(result) for result in results]
        fields = ["state", "attempts", "next_attempt_at", "delivered_at", "last_error"]
        OutboxMessage.objects.bulk_update(changed, fields)
        _postpone_behind_failures(results)
        gone = _endpoints(result for result in results if result.is_endpoint_gone)
        WebhookEndpoint.objects.filter(id__in=gone).update(is_active=False)


def _outcome(result: Result) -> OutboxMessage:
    message, now = result.message, clock.now()
    if not result.was_tried:
        message.attempts, message.next_attempt_at = max(message.attempts - 1, 0), now
        return message
    message.last_error = result.error[:1000]
    if not result.error:
        message.state, message.delivered_at = State.DELIVERED, now
        return message
    wait = None if result.is_final else wait_after(message.attempts, message.id)
    if wait is None:
        message.state = State.FAILED
    else:
        message.next_attempt_at = now + wait
    return message


def _postpone_behind_failures(results: Sequence[Result]) -> None:
    """An endpoint that is down is left alone for a while, whatever else waits for it."""
    until = clock.now() + ENDPOINT_REST
    down = _endpoints(result for result in results if result.is_endpoint_down)
    waiting = OutboxMessage.objects.filter(endpoint_id__in=down, state=State.WAITING)
    waiting.filter(next_attempt_at__lt=until).update(next_attempt_at=until)


def _endpoints(results: Iterable[Result]) -> set[UUID]:
    return {result.message.endpoint_id for result in results if result.message.endpoint_id}
