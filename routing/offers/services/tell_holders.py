"""Who has leads now, and what they may hear of them."""

from collections.abc import Sequence
from uuid import UUID

from leads.hooks import Holder
from leads.models import Lead
from prm.platform import clock
from routing.events.about_offer import for_partner
from routing.models import LIVE_STATES, Offer, OfferInvitee, OfferState


def find_holders(leads: Sequence[Lead]) -> dict[UUID, Holder]:
    """Lead to the partner that it is offered to or accepted by, or to all that are invited to it."""
    offers = Offer.objects.filter(lead_id__in=[lead.id for lead in leads], state__in=LIVE_STATES)
    by_lead = {offer.lead_id: offer for offer in offers}
    if not by_lead:
        return {}
    invited = _invited([offer for offer in by_lead.values() if offer.partner_id is None])
    return {
        lead.id: Holder(
            partner_ids=[offer.partner_id] if offer.partner_id else invited.get(offer.id, []),
            membership_ids=[offer.assignee_id] if offer.assignee_id else [],
            payload=for_partner(offer, lead),
        )
        for lead in leads
        if (offer := by_lead.get(lead.id)) and not _is_held_back(offer)
    }


def _is_held_back(offer: Offer) -> bool:
    """Whether the partner does not know of the offer yet."""
    return offer.state == OfferState.OFFERED and offer.visible_at > clock.now()


def _invited(offers: Sequence[Offer]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    rows = OfferInvitee.objects.filter(offer__in=offers, declined_at=None)
    for offer_id, partner_id in rows.values_list("offer_id", "partner_id"):
        found.setdefault(offer_id, []).append(partner_id)
    return found
