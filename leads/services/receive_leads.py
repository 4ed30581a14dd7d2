"""Leads come in: one by one, or many at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from leads.models import Lead
from leads.selectors.catalogue import Catalogue, catalogue_for
from leads.services.lead_rows import admitted, new_row
from leads.services.timeline import Happening, record
from prm import clock
from prm.actors import Actor
from prm.errors import FieldError, InvalidInput
from prm.outbox.announce import Announcement, announce
from prm.tenants.scope import current_vendor_id
from prm.wake import wake_routing


@dataclass(frozen=True)
class Received:
    """What became of one row: a stored lead, or what is wrong with it."""

    lead: Lead | None = None
    errors: list[FieldError] = field(default_factory=list)


def receive_lead(*, data: object, actor: Actor) -> Lead:
    """Store a lead in state `new`, tell the world, and wake the routing when the transaction commits.

    `data` is raw: the design's lead fields, as they came. Raises InvalidInput naming every wrong field.
    """
    lead = new_row(admitted(data, catalogue_for([data])), received_at=clock.now())
    _store([lead], actor)
    return lead


def receive_leads(*, rows: Sequence[object], actor: Actor) -> list[Received]:
    """Store the good rows with a few statements, in their order; a bad row harms no other."""
    known, now = catalogue_for(rows), clock.now()
    received = [_received(data, known, now) for data in rows]
    _store([row.lead for row in received if row.lead is not None], actor)
    return received


def _received(data: object, known: Catalogue, now: Any) -> Received:
    try:
        return Received(lead=new_row(admitted(data, known), received_at=now))
    except InvalidInput as invalid:
        return Received(errors=invalid.errors)


def _store(leads: list[Lead], actor: Actor) -> None:
    if not leads:
        return
    with transaction.atomic(savepoint=False):  # a part of the request's transaction, which fails as a whole
        Lead.objects.bulk_create(leads, batch_size=250)
        record(Happening(lead.id, "lead.received", actor, at=lead.received_at) for lead in leads)
        announce([_announcement(lead) for lead in leads])
    wake_routing(current_vendor_id())


def _announcement(lead: Lead) -> Announcement:
    return Announcement(
        event="lead.received",
        key=f"lead.received:{lead.id}",
        lead_id=lead.id,
        at=lead.received_at,
        payload={"lead": received_facts(lead)},
    )


def received_facts(lead: Lead) -> dict[str, Any]:
    """What the vendor's webhooks say of a lead that came in: enough to recognise it, nothing personal."""
    return {
        "id": lead.id,
        "external_id": lead.external_id,
        "source": lead.source,
        "campaign": lead.campaign,
        "country": lead.country,
        "region": lead.region,
        "state": lead.state,
        "stage": lead.stage,
        "received_at": lead.received_at,
    }
