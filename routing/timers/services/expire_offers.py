"""Offers that nobody answered in time."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leads.models import Lead
from partners.events.programme import PartnerPaused
from partners.models import Partner
from prm.platform.outbox.tell import tell
from routing.events.offers import OfferExpired
from routing.models import Offer, OfferState
from routing.offers.services.end_offers import end_offers, send_back

Unanswered = tuple[Offer, Lead, Partner | None]


def expire_offers(unanswered: Sequence[Unanswered], now: datetime) -> None:
    """End offers whose time has passed; their leads wait again, and each partner has missed a window.

    An expiry was a turn: no credit moves. Nobody in particular misses a claim. The caller holds all rows.
    """
    if not unanswered:
        return
    end_offers([offer for offer, _, _ in unanswered], OfferState.EXPIRED, now)
    send_back([lead for _, lead, _ in unanswered], now)
    ended = [_expired(offer, lead, now) for offer, lead, _ in unanswered]
    tell([*ended, *_count_missed(unanswered, now)])


def _told(offer: Offer) -> list[UUID]:
    return [] if offer.partner_id else list(offer.invitees.values_list("partner_id", flat=True))


def _expired(offer: Offer, lead: Lead, now: datetime) -> OfferExpired:
    detail = {"round": offer.round, "deadline_at": offer.deadline_at.isoformat()}
    return OfferExpired(offer=offer, lead=lead, at=now, partner_ids=_told(offer), detail=detail)


def _count_missed(unanswered: Sequence[Unanswered], now: datetime) -> list[PartnerPaused]:
    """One more missed window for each; who reaches the pool's limit is paused, and told."""
    missed = Counter(partner.id for _, _, partner in unanswered if partner)
    limits = {offer.partner_id: offer.pause_after_missed for offer, _, _ in unanswered}
    partners = {partner.id: partner for _, _, partner in unanswered if partner}
    paused = []
    for partner_id, partner in sorted(partners.items()):
        partner.missed_windows += missed[partner_id]
        limit = limits[partner_id]
        if limit is not None and partner.paused_at is None and partner.missed_windows >= limit:
            partner.paused_at = now
            paused.append(PartnerPaused(partner=partner, at=now))
    Partner.objects.bulk_update(partners.values(), ["missed_windows", "paused_at"])
    return paused
