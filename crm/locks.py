"""The only place of this app that locks rows. After the lead, by whoever needs both."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext

from crm.models import CrmConnection, CrmRecord, RecordState
from prm.platform import clock
from prm.platform.errors import NotFound

# A picked record is leased: if this process dies, the record is due again after it.
LEASE = timedelta(minutes=2)


def lock_record(record_id: UUID) -> CrmRecord:
    """The record, locked until the transaction ends. Raises NotFound."""
    record = CrmRecord.objects.select_for_update(no_key=True).filter(pk=record_id).first()
    if record is None:
        raise NotFound(gettext("There is no such record."))
    return record


def pick_records(connection_id: UUID, *, limit: int) -> list[CrmRecord]:
    """Take records of a connection that are due, and lease them: nobody else has them meanwhile."""
    now = clock.now()
    due = CrmRecord.objects.filter(
        Q(leased_until_at=None) | Q(leased_until_at__lte=now),
        connection_id=connection_id,
        state=RecordState.WAITING,
        next_attempt_at__lte=now,
    ).order_by("next_attempt_at", "id")
    ids = list(due.select_for_update(no_key=True, skip_locked=True).values_list("id", flat=True)[:limit])
    picked = CrmRecord.objects.filter(id__in=ids)
    picked.update(attempts=F("attempts") + 1, leased_until_at=now + LEASE)
    return list(picked.select_related("lead").order_by("next_attempt_at", "id"))


def claim_pull(connection: CrmConnection) -> bool:
    """Whether the caller is to look for changes in the CRM now: one of many processes is."""
    now = clock.now()
    due = CrmConnection.objects.filter(id=connection.id, next_pull_at__lte=now)
    return bool(due.update(next_pull_at=now + timedelta(minutes=connection.pulls_every_minutes)))
