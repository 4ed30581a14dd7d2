"""The only place of this app that locks rows. The order everywhere: desk, partner, lead, offer."""

from uuid import UUID

from leads.models import DealRegistration, Lead
from prm.errors import NotFound


def lock_lead(lead_id: UUID) -> Lead:
    """The lead, locked until the transaction ends. Raises NotFound."""
    lead = Lead.objects.select_for_update(no_key=True).filter(pk=lead_id).first()
    if lead is None:
        raise NotFound("There is no such lead.")
    return lead


def lock_deal(deal_id: UUID) -> DealRegistration:
    """The deal registration, locked until the transaction ends. Raises NotFound."""
    deal = DealRegistration.objects.select_for_update(no_key=True, of=("self",)).filter(pk=deal_id).first()
    if deal is None:
        raise NotFound("There is no such deal registration.")
    return deal
