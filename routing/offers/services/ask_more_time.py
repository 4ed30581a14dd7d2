"""A partner asks for more time."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext

from leads.models import Note
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotPossible
from prm.platform.outbox.tell import tell
from routing.events.work import OfferMoreTimeAsked
from routing.models import Offer
from routing.offers.services.hold_offer import Held, find_offer_of, hold_offer, require_accepted, require_open
from routing.offers.services.refusals import reason_missing

REASON_LENGTH = 2000
LONGEST = timedelta(days=92)


def ask_more_time(
    *, offer_id: UUID, partner_id: UUID, actor: Actor, reason: str, until_on: date | None = None
) -> Offer:
    """Tell the vendor that the partner needs longer, to answer or to report, and until which day; no deadline
    moves by itself.

    Raises InvalidInput, NotFound, or NotPossible (`deadline_passed`, `not_offered`, `not_accepted`,
    `asked_before`).
    """
    seen, reason = find_offer_of(offer_id, partner_id), reason.strip()
    if not reason or len(reason) > REASON_LENGTH:
        raise InvalidInput([reason_missing(REASON_LENGTH)])
    _check_day(until_on)
    held = hold_offer(seen, partner_id)
    offer, now = held.offer, held.now
    if offer.accepted_at is None:
        require_open(offer, partner_id, now)
    else:
        require_accepted(offer, partner_id)
    if offer.more_time_asked_at is not None:
        raise NotPossible(gettext("More time was asked for already."), code="asked_before")
    offer.more_time_asked_at = now
    offer.more_time_until_on = until_on
    offer.save(update_fields=["more_time_asked_at", "more_time_until_on"])
    Note.objects.create(
        lead=held.lead, partner=held.partner, author_id=actor.user_id, body=reason, created_at=now
    )
    _tell(held, actor, reason, until_on)
    return offer


def _tell(held: Held, actor: Actor, reason: str, until_on: date | None) -> None:
    asked = OfferMoreTimeAsked(
        offer=held.offer,
        lead=held.lead,
        at=held.now,
        actor=actor,
        by_partner_id=held.partner.id,
        detail={"until_on": until_on.isoformat() if until_on else ""},
        told={"asked_by": str(held.partner.id), "reason": reason, "until_on": until_on},
        key=held.now.isoformat(),
    )
    tell([asked])


def _check_day(until_on: date | None) -> None:
    today = clock.now().date()
    if until_on is not None and not today <= until_on <= today + LONGEST:
        words = gettext("Choose a day from today on, within three months.")
        raise InvalidInput([FieldError("until_on", "out_of_range", words)])
