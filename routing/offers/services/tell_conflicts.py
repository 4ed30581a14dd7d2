"""Telling the vendor of leads that meet a partner's claim."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from leads.events.conflicts import ConflictFound
from leads.models import Lead
from routing.engine import LeadFacts, PartnerTable


def conflicts_met(
    leads: Sequence[Lead], facts: Sequence[LeadFacts], partner_table: PartnerTable, now: datetime
) -> Iterator[ConflictFound]:
    """One event for each lead whose account a partner's deal protects, once in the lead's life."""
    for lead, fact in zip(leads, facts, strict=True):
        if fact.protected_partner_id is None:
            continue
        place = partner_table.find(fact.protected_partner_id)
        name = "" if place is None else partner_table.partners[place].name
        claimant = {"id": fact.protected_partner_id, "name": name}
        key = f"{ConflictFound.name}:{lead.id}"
        yield ConflictFound(lead=lead, at=now, told={"partner": claimant}, key=key)
