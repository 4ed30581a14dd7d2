"""Locking an offer for a change, in order, and checking again what may be done with it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from leads.locks import lock_lead
from leads.models import Lead
from partners.models import Partner
from prm.platform import clock
from prm.platform.errors import NotFound, NotPossible
from routing.locks import lock_offer, lock_partner
from routing.models import Offer, OfferState


@dataclass(frozen=True)
class Held:
    """An offer, its lead and the partner that acts, all locked; and the instant it acts."""

    offer: Offer
    lead: Lead
    partner: Partner
    now: datetime


def find_offer(offer_id: UUID) -> Offer:
    """The offer, not locked: for what never changes, such as its lead. NotFound."""
    offer = Offer.objects.filter(id=offer_id).first()
    if offer is None:
        raise NotFound(gettext("There is no such offer."))
    return offer


def find_offer_of(offer_id: UUID, partner_id: UUID) -> Offer:
    """The offer, not locked, if this partner holds it or is invited to it and may see it by now. NotFound."""
    offer = find_offer(offer_id)
    is_invited = offer.is_claim and offer.invitees.filter(partner_id=partner_id).exists()
    if (offer.partner_id != partner_id and not is_invited) or offer.visible_at > clock.now():
        raise NotFound(gettext("There is no such offer."))
    return offer


def hold_offer(seen: Offer, partner_id: UUID) -> Held:
    """Lock partner, lead and offer, in that order (the routing lock, where needed, first)."""
    partner = lock_partner(partner_id)
    lead = lock_lead(seen.lead_id)
    offer = lock_offer(seen.id)
    if offer.partner_id == partner.id:
        offer.partner = partner
    return Held(offer, lead, partner, clock.now())


def require_open(offer: Offer, partner_id: UUID, now: datetime) -> None:
    """Raise NotPossible unless the offer can still be answered: the deadline holds even before any sweep."""
    if offer.is_claim and offer.partner_id not in (None, partner_id):
        raise NotPossible(gettext("Another partner was first."), code="taken")
    if offer.state == OfferState.EXPIRED or (offer.state == OfferState.OFFERED and now >= offer.deadline_at):
        raise NotPossible(gettext("The time to answer this offer has passed."), code="deadline_passed")
    if offer.state != OfferState.OFFERED:
        raise NotPossible(gettext("This offer has been answered or taken back."), code="not_offered")
    if offer.is_claim and offer.invitees.filter(partner_id=partner_id, declined_at__isnull=False).exists():
        raise NotPossible(gettext("You have declined this lead."), code="not_offered")


def require_accepted(offer: Offer, partner_id: UUID) -> None:
    """Raise NotPossible unless the partner holds the lead now."""
    if offer.partner_id != partner_id or offer.state != OfferState.ACCEPTED:
        raise NotPossible(gettext("This lead is not yours."), code="not_accepted")
