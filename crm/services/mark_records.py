"""What happens to a lead makes its records wait to be sent."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from crm.models import CrmConflict, CrmConnection, CrmRecord, RecordState, Wish
from crm.sql import MARK_LEADS
from leads.events.leads import LeadErased
from leads.models import Lead
from prm.platform import clock
from prm.platform.outbox.catalogue import Event
from prm.platform.tenants.kept import kept
from prm.platform.tenants.scope import current_vendor_id
from routing.models import Offer, OfferState


def mark_told(events: Sequence[Event]) -> None:
    """Mark the leads that these events are about, in their transaction; erased ones are to be told so."""
    leads = {
        lead.id: isinstance(event, LeadErased) for event in events if (lead := _lead_of(event)) is not None
    }
    changed = [lead_id for lead_id, is_erased in leads.items() if not is_erased]
    if changed:
        mark_leads(changed)
    for lead_id, is_erased in leads.items():
        if is_erased:
            forget_records(lead_id)


def mark_leads(lead_ids: Collection[UUID]) -> None:
    """These leads are to be sent to every CRM that leads are sent to. One statement, if there is one."""
    if not _is_any_sent():
        return
    given: dict[str, Any] = {"leads": list(lead_ids), "vendor": current_vendor_id(), "now": clock.now()}
    with connection.cursor() as cursor:
        cursor.execute(MARK_LEADS, given)


@kept
def _is_any_sent() -> bool:
    return CrmConnection.objects.filter(sends_leads=True).exists()


def mark_leads_of(partner_id: UUID) -> None:
    """The partner's name or account is another: the leads that it has are to be sent."""
    held = Offer.objects.filter(partner_id=partner_id, state=OfferState.ACCEPTED)
    if lead_ids := list(held.values_list("lead_id", flat=True)):
        mark_leads(lead_ids)


def forget_records(lead_id: UUID) -> None:
    """Empty what is kept of an erased lead's values, and let the CRM be told of it."""
    records = CrmRecord.objects.filter(lead_id=lead_id).exclude(state=RecordState.ERASED)
    CrmConflict.objects.filter(record__lead_id=lead_id).update(ours="", theirs="")
    CrmConflict.objects.filter(record__lead_id=lead_id, resolved_at=None).delete()
    was_sent = ~Q(remote_id="") | Q(attempts__gt=0)
    emptied = {"seen": {}, "choices": {}, "last_error": "", "changes": F("changes") + 1}
    now = clock.now()
    records.exclude(was_sent).update(**emptied, state=RecordState.ERASED)
    records.filter(was_sent).update(
        **emptied, state=RecordState.WAITING, wish=Wish.ERASE, attempts=0, next_attempt_at=now
    )


def _lead_of(event: Event) -> Lead | None:
    lead = getattr(event, "lead", None)
    return lead if isinstance(lead, Lead) else None
