"""A partner takes back that a lead was won or lost."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext

from leads.models import LeadState
from prm.platform.actors import Actor
from prm.platform.errors import NotPossible
from prm.platform.outbox.tell import tell
from routing.events.work import OfferUpdated
from routing.locks import lock_routing
from routing.models import LIVE_STATES, Offer, OfferState
from routing.offers.services.hold_offer import Held, find_offer_of, hold_offer
from routing.timers.services.offer_timers import await_update

REOPEN_FOR = timedelta(days=7)


def reopen_offer(*, offer_id: UUID, partner_id: UUID, actor: Actor) -> Offer:
    """The partner works on a closed lead again, as far as it was: for a week after closing.

    It counts as open work again; silence is counted from now. Raises NotFound, or NotPossible (`not_closed`,
    `closed_long_ago`, `at_capacity`).
    """
    seen = find_offer_of(offer_id, partner_id)
    lock_routing()
    held = hold_offer(seen, partner_id)
    _require_possible(held)
    offer, lead, now = held.offer, held.lead, held.now
    offer.state, offer.closed_at = OfferState.ACCEPTED, None
    offer.outcome, offer.outcome_value, offer.outcome_reason = "", None, ""
    await_update(offer, now)
    offer.save()
    lead.state, lead.closed_at, lead.changed_at = LeadState.IN_PROGRESS, None, now
    lead.save(update_fields=["state", "closed_at", "changed_at"])
    detail, told = {"status": offer.work_status, "changed": ["reopened"]}, {"reopened": True}
    key = now.isoformat()
    tell([OfferUpdated(offer=offer, lead=lead, at=now, actor=actor, detail=detail, told=told, key=key)])
    return offer


def reopens_until(offer: Offer) -> datetime | None:
    """Until when a closed lead can be opened again; None for one that is not closed."""
    is_closed = offer.state == OfferState.CLOSED and offer.closed_at is not None
    return offer.closed_at + REOPEN_FOR if is_closed and offer.closed_at else None


def _require_possible(held: Held) -> None:
    until = reopens_until(held.offer)
    if until is None:
        raise NotPossible(gettext("This lead is not closed."), code="not_closed")
    if held.now >= until:
        words = gettext("A lead can be opened again for a week after it was closed. Ask the vendor.")
        raise NotPossible(words, code="closed_long_ago")
    partner = held.partner
    if partner.capacity is None:
        return
    if Offer.objects.filter(partner=partner, state__in=LIVE_STATES).count() >= partner.capacity:
        raise NotPossible(
            gettext("You have as many open leads as your capacity allows. Close one first."),
            code="at_capacity",
        )
