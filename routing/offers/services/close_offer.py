"""A partner closes a lead: won or lost."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext

from leads.models import LeadState
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.outbox.tell import tell
from routing.events.endings import OUTCOMES as OUTCOME_EVENTS
from routing.models import Offer, OfferState
from routing.offers.services.end_offers import end_offers
from routing.offers.services.hold_offer import Held, find_offer_of, hold_offer, require_accepted
from routing.offers.services.refusals import too_long, unknown

OUTCOMES = {"won": LeadState.WON, "lost": LeadState.LOST}
MOST = Decimal("9999999999999.99")
REASON_LENGTH = 200


def close_offer(
    *,
    offer_id: UUID,
    partner_id: UUID,
    actor: Actor,
    outcome: str,
    value: Decimal | None = None,
    reason: str = "",
    closed_at: datetime | None = None,
) -> Offer:
    """The lead ends as won (with its value, in the lead's currency) or lost (with the reason).

    `closed_at` says when, if not now: never before it was accepted, never in the future.
    Raises InvalidInput naming each wrong field, NotFound, or NotPossible (`not_accepted`).
    """
    seen = find_offer_of(offer_id, partner_id)
    _check(outcome, value, reason)
    held = hold_offer(seen, partner_id)
    require_accepted(held.offer, partner_id)
    offer, lead, now = held.offer, held.lead, held.now
    offer.outcome, offer.outcome_value, offer.outcome_reason = outcome, value, reason
    offer.last_update_at, offer.update_due_at = now, None
    offer.save(
        update_fields=["outcome", "outcome_value", "outcome_reason", "last_update_at", "update_due_at"]
    )
    ended_at = min(max(closed_at or now, offer.accepted_at or now), now)
    end_offers([offer], OfferState.CLOSED, ended_at)
    lead.state, lead.closed_at, lead.changed_at = OUTCOMES[outcome], ended_at, now
    lead.save(update_fields=["state", "closed_at", "changed_at"])
    _tell(held, actor)
    return offer


def _check(outcome: str, value: Decimal | None, reason: str) -> None:
    errors = []
    if outcome not in OUTCOMES:
        errors.append(unknown("outcome", OUTCOMES))
    if value is not None and (not value.is_finite() or not 0 <= value <= MOST):
        errors.append(
            FieldError("value", "out_of_range", gettext("Between 0 and %(most)s.") % {"most": MOST})
        )
    if len(reason) > REASON_LENGTH:
        errors.append(too_long("reason", REASON_LENGTH))
    if errors:
        raise InvalidInput(errors)


def _tell(held: Held, actor: Actor) -> None:
    offer, now = held.offer, held.now
    value = str(offer.outcome_value) if offer.outcome_value is not None else None
    closed = OUTCOME_EVENTS[offer.outcome](
        offer=offer,
        lead=held.lead,
        at=now,
        actor=actor,
        detail={"value": value},
        told={"value": value, "reason": offer.outcome_reason},
        key=now.isoformat(),
    )
    tell([closed])
