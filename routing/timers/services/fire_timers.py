"""Timers: what is due is claimed, locked, checked again, and acted on, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leads.models import Lead
from partners.models import Partner
from prm.platform import clock
from prm.platform.tenants.scope import vendor_scope
from routing.locks import take_due_timers, take_leads, take_offers, take_partners
from routing.models import Offer, OfferState, Timer, TimerKind
from routing.timers.services.escalate_leads import escalate_leads
from routing.timers.services.expire_offers import expire_offers
from routing.timers.services.revoke_offers import revoke_offers
from routing.timers.services.warn_offers import warn_offers

BATCH_LIMIT = 200
MOST_BATCHES = 50


@dataclass(frozen=True)
class Due:
    """A timer whose time has come, with everything it may touch, locked."""

    timer: Timer
    lead: Lead
    offer: Offer | None
    partner: Partner | None


def fire_timers(*, vendor_id: UUID, limit: int = BATCH_LIMIT) -> int:
    """Fire a vendor's due timers, in transactions of `limit`; how many were dealt with.

    What somebody else holds is left for the next sweep, so this never waits. Exactly once in effect: a timer
    is marked in the transaction that acts on it, and what it was set for is checked again under the lock.
    Opens the vendor's scope itself.
    """
    fired = 0
    for _ in range(MOST_BATCHES):
        with vendor_scope(vendor_id):
            now = clock.now()
            timers = take_due_timers(now, limit)
            done = _fire(timers, now)
        fired += done
        if not done or len(timers) < limit:
            break
    return fired


def _fire(timers: Sequence[Timer], now: datetime) -> int:
    due = _locked(timers)
    if not due:
        return 0
    still_true = [one for one in due if _is_due(one, now)]
    by_kind = {kind: [one for one in still_true if one.timer.kind == kind] for kind in TimerKind}
    Timer.objects.filter(id__in=[one.timer.id for one in due]).update(fired_at=now)
    expire_offers([(one.offer, one.lead, one.partner) for one in by_kind[TimerKind.EXPIRE] if one.offer], now)
    warn_offers([(one.offer, one.lead) for one in by_kind[TimerKind.WARN] if one.offer], now)
    revoke_offers([(one.offer, one.lead) for one in by_kind[TimerKind.REVOKE] if one.offer], now)
    escalate_leads([one.lead for one in by_kind[TimerKind.ESCALATE]], now)
    return len(due)


def _locked(timers: Sequence[Timer]) -> list[Due]:
    """Those timers whose partner, lead and offer could all be locked at once, in that order."""
    about = {
        offer.id: offer for offer in Offer.objects.filter(id__in=[t.offer_id for t in timers if t.offer_id])
    }
    partner_ids = {offer.partner_id for offer in about.values() if offer.partner_id}
    partners = take_partners(partner_ids)
    lead_ids = {offer.lead_id for offer in about.values()} | {t.lead_id for t in timers if t.lead_id}
    leads = take_leads(lead_ids)
    offers = take_offers(about)
    found = (_due(timer, about, partners, leads, offers) for timer in timers)
    return [one for one in found if one is not None]


def _due(
    timer: Timer,
    about: dict[UUID, Offer],
    partners: dict[UUID, Partner],
    leads: dict[UUID, Lead],
    offers: dict[UUID, Offer],
) -> Due | None:
    if timer.offer_id is None:
        lead = leads.get(timer.lead_id) if timer.lead_id else None
        return None if lead is None else Due(timer, lead, None, None)
    seen, offer = about[timer.offer_id], offers.get(timer.offer_id)
    lead = leads.get(seen.lead_id)
    if offer is None or lead is None or offer.partner_id != seen.partner_id:
        return None
    partner = partners.get(offer.partner_id) if offer.partner_id else None
    if offer.partner_id and partner is None:
        return None
    if partner is not None:
        offer.partner = partner
    return Due(timer, lead, offer, partner)


def _is_due(one: Due, now: datetime) -> bool:
    """Whether what the timer was set for is still so."""
    offer = one.offer
    if offer is None:
        return one.lead.review_since_at is not None
    if one.timer.kind == TimerKind.EXPIRE:
        return offer.state == OfferState.OFFERED and offer.deadline_at <= now
    if one.timer.kind == TimerKind.REVOKE:
        return offer.state == OfferState.ACCEPTED and (offer.update_due_at or now) <= now
    return offer.state == OfferState.ACCEPTED and offer.warned_at is None
