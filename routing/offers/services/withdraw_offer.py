"""The vendor takes a lead back."""

from typing import Literal
from uuid import UUID

from django.utils.translation import gettext

from leads.locks import lock_lead
from leads.models import Lead
from leads.services.keep_reason import keep_reason
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import InvalidInput, NotPossible
from prm.platform.outbox.tell import tell
from routing.batches.services.pay_back import pay_back
from routing.events.offers import OfferWithdrawn
from routing.locks import lock_offer, lock_routing
from routing.models import LIVE_STATES, Offer, OfferState
from routing.offers.services.end_offers import end_offers, send_back
from routing.offers.services.hold_offer import find_offer
from routing.offers.services.refusals import reason_missing, unknown
from routing.review.services.hold_for_review import hold_for_review

Then = Literal["route", "review"]
REASON_LENGTH = 2000


def withdraw_offer(*, offer_id: UUID, actor: Actor, reason: str, then: Then = "route") -> Offer:
    """End a live offer, accepted or not; its turn is paid back, and the lead is routed on or held for review.

    The partner is not offered the lead again. Raises InvalidInput, NotFound, or NotPossible (`not_offered`).
    """
    if then not in ("route", "review"):
        raise InvalidInput([unknown("then", ("route", "review"))])
    reason = checked_reason(reason)
    lock_routing()
    seen = find_offer(offer_id)
    lead, offer = lock_lead(seen.lead_id), lock_offer(offer_id)
    if offer.state not in LIVE_STATES:
        raise NotPossible(gettext("This offer has ended."), code="not_offered")
    take_back(offer, lead, actor=actor, told=reason, kept=reason)
    pay_back(offer, "withdrawn", clock.now())
    if then == "route":
        send_back([lead], clock.now())
    else:
        hold_for_review([lead], reason="withdrawn", now=clock.now(), actor=actor)
    return offer


def take_back(offer: Offer, lead: Lead, *, actor: Actor, told: str, kept: str = "") -> None:
    """End a live offer and say so; no credit moves; the lead's state is left to the caller.

    `told` is the reason that others hear, `kept` the one that the timeline shows: the offer itself may have
    been made for a reason of its own.
    """
    now = clock.now()
    hearers = told_of(offer)
    end_offers([offer], OfferState.WITHDRAWN, now)
    detail = keep_reason(lead_id=lead.id, actor=actor, reason=kept)
    withdrawn = OfferWithdrawn(
        offer=offer,
        lead=lead,
        at=now,
        actor=actor,
        partner_ids=hearers,
        detail=detail,
        told={"reason": told},
    )
    tell([withdrawn])


def told_of(offer: Offer) -> list[UUID]:
    """The partners that know of an offer: its own, or those invited and still undecided."""
    if offer.partner_id is not None:
        return [offer.partner_id]
    return list(offer.invitees.filter(declined_at=None).values_list("partner_id", flat=True))


def checked_reason(reason: str) -> str:
    """What a person gives as the reason, stripped. Raises InvalidInput when there is none."""
    reason = reason.strip()
    if not reason or len(reason) > REASON_LENGTH:
        raise InvalidInput([reason_missing(REASON_LENGTH)])
    return reason
