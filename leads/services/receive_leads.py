"""Leads come in: one by one, or many at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from leads.fields.context import Lists
from leads.intake.normalise import read_lead
from leads.models import Lead
from leads.selectors.catalogue import lists_for
from leads.services.company_keys import add_company_keys
from leads.services.count_names import count_names
from leads.services.lead_rows import new_row
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


def receive_lead(*, data: object, actor: Actor, strict: bool = False) -> Lead:
    """Store a lead in state `new`, tell the world, and wake the routing when the transaction commits.

    `data` is raw: the lead's fields as they came. What cannot be read is left empty and kept in `unread`.
    Raises InvalidInput naming every wrong field: if nothing says who the lead is, or with `strict`.
    """
    lead = _row(data, lists_for([data]), clock.now(), strict)
    _store([lead], actor)
    return lead


def receive_leads(*, rows: Sequence[object], actor: Actor, strict: bool = False) -> list[Received]:
    """Store the good rows with a few statements, in their order; a bad row harms no other."""
    lists, now = lists_for(rows), clock.now()
    received = [_received(data, lists, now, strict) for data in rows]
    _store([row.lead for row in received if row.lead is not None], actor)
    return received


def _received(data: object, lists: Lists, now: datetime, strict: bool) -> Received:
    try:
        return Received(lead=_row(data, lists, now, strict))
    except InvalidInput as invalid:
        return Received(errors=invalid.errors)


def _row(data: object, lists: Lists, now: datetime, strict: bool) -> Lead:
    reading = read_lead(data, lists)
    reading.require(strict=strict)
    return new_row(reading, received_at=now)


def _store(leads: list[Lead], actor: Actor) -> None:
    if not leads:
        return
    with transaction.atomic(savepoint=False):  # a part of the request's transaction, which fails as a whole
        Lead.objects.bulk_create(leads, batch_size=250)
        add_company_keys(leads)
        count_names(leads)
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
