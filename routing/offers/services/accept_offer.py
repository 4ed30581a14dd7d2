"""A partner accepts."""

from uuid import UUID

from django.utils.translation import gettext

from leads.locks import hold_claims
from leads.models import LeadState
from partners.models import PartnerStatus
from prm.platform.actors import Actor
from prm.platform.errors import NotPossible
from prm.platform.outbox.tell import tell
from prm.platform.tenants.models import Membership
from routing.batches.selectors.companies_met import claims_on_leads
from routing.events.offers import OfferAccepted
from routing.locks import lock_routing
from routing.models import LIVE_STATES, Offer, OfferState, WorkStatus
from routing.offers.services.hold_offer import Held, find_offer_of, hold_offer, require_open
from routing.timers.services.offer_timers import await_update, clear_timers


def accept_offer(*, offer_id: UUID, partner_id: UUID, actor: Actor) -> Offer:
    """The partner takes the lead: the offer becomes its assignment and silence is counted from now.

    Whoever accepts is in charge, if a member of this partner; a key or a vendor's person is not.

    Of several invited, the first wins. Raises NotFound for an offer that is not this partner's, NotPossible
    with `deadline_passed`, `taken`, `not_offered`, `inactive`, `conflict` (another partner's claim on the
    company is protected by now) or (a claim only: open work begins with it) `at_capacity`; nothing
    has changed then, and an offer whose time has passed is left to the sweep.
    """
    seen = find_offer_of(offer_id, partner_id)
    hold_claims()
    if seen.is_claim:
        lock_routing()
    held = hold_offer(seen, partner_id)
    require_open(held.offer, partner_id, held.now)
    _require_no_claim(held)
    _require_room(held)
    _accept(held, _member(partner_id, actor))
    _tell(held, actor)
    return held.offer


def _require_no_claim(held: Held) -> None:
    """As routing decides it, once more. What the vendor offered by hand, it offered knowing of the claim."""
    if held.offer.is_manual:
        return
    claims = claims_on_leads([held.lead], held.now.date()).get(held.lead.id)
    if claims and claims[0].partner_id != held.partner.id:
        message = gettext("Another partner’s claim on this company is protected.")
        raise NotPossible(message, code="conflict")


def _require_room(held: Held) -> None:
    partner = held.partner
    if partner.status == PartnerStatus.INACTIVE:
        raise NotPossible(gettext("Your company is not active in the programme."), code="inactive")
    if not held.offer.is_claim or partner.capacity is None:
        return
    if Offer.objects.filter(partner=partner, state__in=LIVE_STATES).count() >= partner.capacity:
        raise NotPossible(gettext("You have as many open leads as your capacity allows."), code="at_capacity")


def _member(partner_id: UUID, actor: Actor) -> Membership | None:
    if actor.user_id is None:
        return None
    members = Membership.objects.filter(partner_id=partner_id, is_active=True)
    return members.filter(user_id=actor.user_id).first()


def _accept(held: Held, in_charge: Membership | None) -> None:
    offer, lead, now = held.offer, held.lead, held.now
    offer.assignee = in_charge
    offer.state, offer.partner_id, offer.accepted_at = OfferState.ACCEPTED, held.partner.id, now
    offer.work_status = WorkStatus.TO_CONTACT
    clear_timers([offer.id], now)
    await_update(offer, now)
    offer.save(
        update_fields=[
            "state", "partner", "accepted_at", "assignee", "work_status",
            "last_update_at", "update_due_at", "warned_at",
        ]
    )  # fmt: skip
    lead.state, lead.accepted_at, lead.changed_at = LeadState.ACCEPTED, now, now
    lead.save(update_fields=["state", "accepted_at", "changed_at"])
    if held.partner.missed_windows:
        held.partner.missed_windows = 0
        held.partner.save(update_fields=["missed_windows"])


def _tell(held: Held, actor: Actor) -> None:
    offer, lead = held.offer, held.lead
    detail = {"round": offer.round}
    tell([OfferAccepted(offer=offer, lead=lead, at=held.now, actor=actor, detail=detail)])
