"""The vendor moves a deadline."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext

from leads.locks import lock_lead
from leads.models import Lead
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotPossible
from prm.platform.outbox.tell import tell
from routing.events.work import OfferExtended
from routing.locks import lock_offer
from routing.models import LIVE_STATES, Offer, OfferState, TimerKind
from routing.offers.services.hold_offer import find_offer
from routing.timers.services.offer_timers import set_timer

LONGEST = timedelta(days=365)


def extend_offer(*, offer_id: UUID, actor: Actor, until: datetime) -> Offer:
    """Let the partner answer (or, once accepted, report) until that instant; also after the time has passed,
    as long as no sweep has ended the offer.

    Raises InvalidInput, NotFound, or NotPossible (`not_offered`).
    """
    now = clock.now()
    if until.tzinfo is None or not now < until <= now + LONGEST:
        raise InvalidInput(
            [FieldError("until", "out_of_range", gettext("Choose a time in the future, within a year."))]
        )
    seen = find_offer(offer_id)
    lead = lock_lead(seen.lead_id)
    offer = lock_offer(offer_id)
    if offer.state not in LIVE_STATES:
        raise NotPossible(gettext("This offer has ended."), code="not_offered")
    _move(offer, until, now)
    _tell(offer, lead, actor, until, now)
    return offer


def _tell(offer: Offer, lead: Lead, actor: Actor, until: datetime, now: datetime) -> None:
    invited = list(offer.invitees.values_list("partner_id", flat=True)) if offer.partner_id is None else []
    moved, key = {"until": until.isoformat()}, now.isoformat()
    extended = OfferExtended(
        offer=offer, lead=lead, at=now, actor=actor, partner_ids=invited, detail=moved, told=moved, key=key
    )
    tell([extended])


def _move(offer: Offer, until: datetime, now: datetime) -> None:
    offer.more_time_asked_at = None
    if offer.state == OfferState.OFFERED:
        offer.deadline_at = until
        set_timer(offer, TimerKind.EXPIRE, until)
    else:
        spare = timedelta(seconds=max(0, offer.revoke_after_seconds - offer.warn_after_seconds))
        offer.update_due_at, offer.warned_at = until, None
        set_timer(offer, TimerKind.REVOKE, until)
        set_timer(offer, TimerKind.WARN, max(now, until - spare))
    offer.save(update_fields=["deadline_at", "update_due_at", "warned_at", "more_time_asked_at"])
