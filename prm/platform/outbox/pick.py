"""Picks messages that are due. Each a short transaction."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from prm.platform import clock
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.scope import vendor_scope

State = OutboxMessage.State
# A picked message is leased: if this process dies, the message is due again after it.
LEASE = timedelta(minutes=2)
RELATED = ("vendor", "endpoint", "membership__user", "membership__partner", "membership__vendor")


class DueEndpoint(NamedTuple):
    """An endpoint that has a message due, and does not rest."""

    vendor_id: UUID
    endpoint_id: UUID


def due_vendors() -> list[UUID]:
    """The vendors with messages due."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT outbox_due_vendors(%s)", [clock.now()])
        return [row[0] for row in cursor.fetchall()]


def due_endpoints() -> list[DueEndpoint]:
    """The endpoints of all vendors with a message due, the one that waits longest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT vendor_id, endpoint_id FROM outbox_due_endpoints(%s)", [clock.now()])
        return [DueEndpoint(*row) for row in cursor.fetchall()]


def pick_mails(*, vendor_id: UUID, limit: int) -> list[OutboxMessage]:
    """Take a vendor's mails that are due, oldest first, and lease them: nobody else has them."""
    with vendor_scope(vendor_id):
        due = _due().filter(channel=OutboxMessage.Channel.EMAIL)
        return _leased(due.order_by("next_attempt_at", "id"), limit)


def pick_webhooks(due: DueEndpoint, *, limit: int) -> list[OutboxMessage]:
    """Take messages to one endpoint that are due, and lease them.

    Of each lead at most one, its earliest: what comes later waits until that one is delivered or given up.
    A leased message still waits, so this holds between processes, too.
    """
    with vendor_scope(due.vendor_id):
        earlier = OutboxMessage.objects.filter(
            state=State.WAITING,
            endpoint_id=OuterRef("endpoint_id"),
            lead_id=OuterRef("lead_id"),
            ordinal__lt=OuterRef("ordinal"),
        )
        first = _due().filter(Q(lead_id=None) | ~Exists(earlier), endpoint_id=due.endpoint_id)
        return _leased(first.order_by("ordinal"), limit)


def _due() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(state=State.WAITING, next_attempt_at__lte=clock.now())


def _leased(due: QuerySet[OutboxMessage], limit: int) -> list[OutboxMessage]:
    # These rows have no other lock to be ordered with; `routing.locks` is about routing's own rows.
    locked = due.select_for_update(skip_locked=True, of=("self",))
    ids = list(locked.values_list("id", flat=True)[:limit])
    picked = OutboxMessage.objects.filter(id__in=ids)
    picked.update(attempts=F("attempts") + 1, next_attempt_at=clock.now() + LEASE)
    return list(picked.select_related(*RELATED).order_by("ordinal"))
