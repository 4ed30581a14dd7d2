"""A partner asks for more time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from leads.models import Lead, Note
from leads.services.timeline import Happening, record
from prm.actors import Actor
from prm.errors import InvalidInput, NotPossible
from prm.outbox.announce import Announcement, announce
from routing.models import LIVE_STATES, Offer
from routing.services.announcements import about_offer
from routing.services.hold_offer import find_offer_of, hold_offer, require_accepted, require_open
from routing.services.refusals import reason_missing

REASON_LENGTH = 2000


def ask_more_time(*, offer_id: UUID, partner_id: UUID, actor: Actor, reason: str) -> Offer:
    """Tell the vendor that the partner needs longer, to answer or to report; no deadline moves by itself.

    Raises InvalidInput, NotFound, or NotPossible (`deadline_passed`, `not_offered`, `not_accepted`,
    `asked_before`).
    """
    seen, reason = find_offer_of(offer_id, partner_id), reason.strip()
    if not reason or len(reason) > REASON_LENGTH:
        raise InvalidInput([reason_missing(REASON_LENGTH)])
    held = hold_offer(seen, partner_id)
    offer, now = held.offer, held.now
    if offer.accepted_at is None:
        require_open(offer, partner_id, now)
    else:
        require_accepted(offer, partner_id)
    if offer.more_time_asked_at is not None:
        raise NotPossible(gettext("More time was asked for already."), code="asked_before")
    offer.more_time_asked_at = now
    offer.save(update_fields=["more_time_asked_at"])
    Note.objects.create(
        lead=held.lead, partner=held.partner, author_id=actor.user_id, body=reason, created_at=now
    )
    detail = {"offer_id": str(offer.id)}
    record([Happening(held.lead.id, "offer.more_time_asked", actor, now, partner_id, detail)])
    asker = str(partner_id)
    announce([_announcement(offer, held.lead, now, asked_by=asker, reason=reason)])
    return offer


def _announcement(offer: Offer, lead: Lead, now: datetime, **detail: Any) -> Announcement:
    return about_offer(
        "offer.more_time_asked", offer, lead, at=now, key=now.isoformat(), partner_ids=(), **detail
    )


def waiting_for_more_time() -> list[Offer]:
    """Live offers whose partner asked for more time and has no answer yet, longest wait first."""
    asked = Offer.objects.filter(state__in=LIVE_STATES, more_time_asked_at__isnull=False)
    return list(asked.select_related("lead", "partner").order_by("more_time_asked_at"))
