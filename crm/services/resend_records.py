"""Sending again: what was given up, what is unlinked, or what somebody wants to be sure of."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from crm.models import CrmConnection, CrmRecord, RecordState
from crm.services.mark_records import mark_leads
from leads.models import Lead
from leads.models.lead import CLOSED_STATES
from prm.platform import clock

OPEN_AT_ONCE = 1000


@transaction.atomic
def resend_records(records: QuerySet[CrmRecord]) -> int:
    """Make records due at once; how many. One that is unlinked makes a new record in the CRM.

    Accounts of partners are read again instead. A CRM that rests is asked at once.
    """
    wanted = records.order_by().exclude(state=RecordState.ERASED)
    connections = set(wanted.values_list("connection_id", flat=True))
    CrmConnection.objects.filter(id__in=connections).update(rests_until_at=None)
    _read_accounts_again(set(wanted.filter(lead=None).values_list("connection_id", flat=True)))
    fresh = {"attempts": 0, "next_attempt_at": clock.now(), "changes": F("changes") + 1}
    sent = wanted.filter(lead__isnull=False).update(state=RecordState.WAITING, **fresh)
    return sent + wanted.filter(lead=None).count()


def _read_accounts_again(connection_ids: Collection[UUID]) -> None:
    for connection in CrmConnection.objects.filter(id__in=connection_ids):
        for stream in ("accounts", "companies"):
            connection.cursors.pop(stream, None)
        connection.next_pull_at = clock.now()
        connection.save(update_fields=["cursors", "next_pull_at"])


def send_open_leads() -> int:
    """Let every lead that has not ended be sent to the vendor's CRMs; how many there are."""
    ids = list(Lead.objects.exclude(state__in=CLOSED_STATES).order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), OPEN_AT_ONCE):
        mark_leads(ids[start : start + OPEN_AT_ONCE])
    return len(ids)
