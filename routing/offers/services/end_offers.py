"""Offers that end without success, and leads that come back."""

from collections.abc import Sequence
from datetime import datetime

from leads.models import Lead, LeadState
from prm.platform.tenants.scope import current_vendor_id
from prm.platform.wake import wake_vendor
from routing.batches.services.save_routed import save_routed
from routing.models import Offer, OfferState
from routing.timers.services.offer_timers import clear_timers


def end_offers(offers: Sequence[Offer], state: OfferState, now: datetime) -> None:
    """Offers leave the live states; nothing is left to time. The caller holds them."""
    ids = [offer.id for offer in offers]
    for offer in offers:
        offer.state, offer.closed_at = state, now
    Offer.objects.filter(id__in=ids).update(state=state, closed_at=now)
    clear_timers(ids, now)


def send_back(leads: Sequence[Lead], now: datetime) -> None:
    """Leads wait again, at the head of the queue since they came first. The caller holds them."""
    for lead in leads:
        lead.state, lead.review_reason, lead.review_since_at = LeadState.NEW, "", None
        lead.changed_at = now
    save_routed(leads)
    wake_vendor(current_vendor_id())
