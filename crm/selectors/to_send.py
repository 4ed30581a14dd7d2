"""What the records that were picked are to be sent."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count

from crm.merge import Ours, Terms
from crm.models import CrmConflict, CrmConnection, CrmRecord, Winner
from crm.values import values_of
from leads.models import Lead, LeadState
from prm.platform import clock
from routing.models import Offer, OfferState

HELD = (LeadState.ACCEPTED, LeadState.IN_PROGRESS, LeadState.WON, LeadState.LOST)
# Put right so often within so long, a field is shown to a person: something in the CRM changes it each time.
MOST_DISPUTES, DISPUTED_WITHIN = 3, timedelta(hours=1)


@dataclass(frozen=True)
class ToSend:
    """A picked record with its lead as it is now. `changes` is the count that this sending answers for."""

    record: CrmRecord
    lead: Lead
    ours: Ours
    terms: Terms
    changes: int


def to_send(connection: CrmConnection, records: Sequence[CrmRecord]) -> list[ToSend]:
    """The values of each record's lead, and the terms of merging them. A few queries, however many."""
    leads = [record.lead for record in records if record.lead is not None]
    offers, accounts = offers_of(leads), accounts_of(connection)
    asked, disputed = _open(records), _disputed(records)
    return [
        ToSend(
            record,
            record.lead,
            ours_of(connection, record.lead, offers.get(record.lead.id), accounts),
            Terms(
                key=record.id,
                policies=connection.policies,
                takes=connection.takes_changes,
                asked=frozenset(asked[record.id]),
                chosen=record.choices,
                disputed=frozenset(disputed[record.id]),
            ),
            record.changes,
        )
        for record in records
        if record.lead is not None
    ]


def ours_of(connection: CrmConnection, lead: Lead, offer: Offer | None, accounts: Mapping[UUID, str]) -> Ours:
    """The mapped values of a lead."""
    values = values_of(lead, offer, accounts, connection.statuses)
    return Ours({name: values[name] for name in connection.mapping if name in values}, lead.changed_at)


def offers_of(leads: Sequence[Lead]) -> dict[UUID, Offer]:
    """The accepted or closed offer of each lead that a partner has, or had until it ended."""
    held = [lead.id for lead in leads if lead.state in HELD]
    offers = Offer.objects.filter(lead_id__in=held, state__in=(OfferState.ACCEPTED, OfferState.CLOSED))
    return {offer.lead_id: offer for offer in offers.select_related("partner").order_by("offered_at", "id")}


def accounts_of(connection: CrmConnection) -> dict[UUID, str]:
    """Partner to the ID of its account in the CRM."""
    linked = CrmRecord.objects.filter(connection=connection, partner__isnull=False).exclude(remote_id="")
    return dict(linked.values_list("partner_id", "remote_id"))


def _open(records: Sequence[CrmRecord]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    rows = CrmConflict.objects.filter(record__in=records, resolved_at=None)
    for record_id, name in rows.values_list("record_id", "field"):
        found[record_id].add(name)
    return found


def _disputed(records: Sequence[CrmRecord]) -> dict[UUID, set[str]]:
    since = clock.now() - DISPUTED_WITHIN
    rows = CrmConflict.objects.filter(record__in=records, winner=Winner.PRODUCT, found_at__gte=since)
    found: dict[UUID, set[str]] = defaultdict(set)
    for record_id, name, count in (
        rows.values_list("record_id", "field").annotate(count=Count("id")).order_by()
    ):
        if count >= MOST_DISPUTES:
            found[record_id].add(name)
    return found
