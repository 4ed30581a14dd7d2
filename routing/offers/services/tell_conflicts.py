"""A lead that meets a claim is told of, wherever it went."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from leads.models import Lead
from prm.platform.outbox.announce import Announcement
from routing.engine import LeadFacts, PartnerTable
from routing.offers.services.announcements import about_lead


def conflicts_met(
    leads: Sequence[Lead], facts: Sequence[LeadFacts], partner_table: PartnerTable, now: datetime
) -> Iterator[Announcement]:
    """One event for each lead whose account a partner's deal protects, once in the lead's life."""
    for lead, fact in zip(leads, facts, strict=True):
        if fact.protected_partner_id is None:
            continue
        place = partner_table.find(fact.protected_partner_id)
        name = "" if place is None else partner_table.partners[place].name
        claimant = {"id": fact.protected_partner_id, "name": name}
        told = about_lead("conflict.found", lead, at=now, partner=claimant)
        yield replace(told, key=f"conflict.found:{lead.id}")
