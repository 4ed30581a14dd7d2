"""Picks messages that are due. Each a short transaction."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet

from prm.platform import clock
from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.sql import DUE_ENDPOINTS, DUE_VENDORS, FIRST_OF_EACH_LEAD
from prm.platform.tenants.scope import vendor_scope

State = OutboxMessage.State
# A picked message is leased: if this process dies, the message is due again after it.
LEASE = timedelta(minutes=2)
RELATED = ("vendor", "endpoint", "membership__user", "membership__partner", "membership__vendor")


class DueEndpoint(NamedTuple):
    """An endpoint that does not rest and has a message due, if only one that waits for an earlier one."""

    vendor_id: UUID
    endpoint_id: UUID


def due_vendors() -> list[UUID]:
    """The vendors with messages due."""
    with connection.cursor() as cursor:
        cursor.execute(DUE_VENDORS, [clock.now()])
        return [row[0] for row in cursor.fetchall()]


def due_endpoints() -> list[DueEndpoint]:
    """The endpoints of all vendors with a message due, the one that waits longest first."""
    with connection.cursor() as cursor:
        cursor.execute(DUE_ENDPOINTS, [clock.now()])
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
        with connection.cursor() as cursor:
            cursor.execute(FIRST_OF_EACH_LEAD, [*due, clock.now(), limit])
            ids = [row[0] for row in cursor.fetchall()]
        return _leased(_due().filter(id__in=ids), limit)


def _due() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(state=State.WAITING, next_attempt_at__lte=clock.now())


def _leased(due: QuerySet[OutboxMessage], limit: int) -> list[OutboxMessage]:
    # These rows have no other lock to be ordered with; `routing.locks` is about routing's own rows.
    locked = due.select_for_update(skip_locked=True, of=("self",))
    ids = list(locked.values_list("id", flat=True)[:limit])
    picked = OutboxMessage.objects.filter(id__in=ids)
    picked.update(attempts=F("attempts") + 1, next_attempt_at=clock.now() + LEASE)
    return list(picked.select_related(*RELATED).order_by("ordinal"))
