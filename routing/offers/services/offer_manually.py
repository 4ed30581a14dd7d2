"""A person decides who gets a lead."""

from uuid import UUID

from django.utils.translation import gettext

from leads.locks import lock_lead
from leads.models import Lead, LeadState
from leads.models.lead import CLOSED_STATES
from partners.models import Partner, PartnerStatus
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotPossible
from prm.platform.outbox.tell import tell
from routing.batches.selectors.calendars import business_calendars
from routing.batches.services.keep_partner_table import keep_partner_table
from routing.batches.services.save_routed import save_routed
from routing.conversations.services.send_message import write_to_partner
from routing.events.offers import OfferCreated
from routing.locks import lock_offer, lock_partner, lock_routing
from routing.models import LIVE_STATES, Ground, ManualDecision, Offer, TimerKind
from routing.offers.services.new_offers import new_offer
from routing.offers.services.refusals import unknown
from routing.offers.services.withdraw_offer import checked_reason, take_back
from routing.review.selectors.ranking import ranked_ids
from routing.review.services.suggest_partner import Suggestion, suggest_partner
from routing.timers.services.offer_timers import set_timer


def offer_manually(
    *,
    lead_id: UUID,
    partner_id: UUID,
    actor: Actor,
    reason: str,
    ground: str = Ground.OTHER,
    message: str = "",
) -> Offer:
    """Offer a lead to a partner of a person's choice; an offer that is live is withdrawn first.

    No credit moves: a person's choice shifts nobody's turn. Kept with the offer: who decided, why, and whom
    the engine would have chosen. `reason` is for the vendor's people; the `ground` is read by the partner and
    by those passed over, and `message` by the partner alone.

    Raises InvalidInput, NotFound, or NotPossible (`lead_closed`, `inactive`,
    `at_capacity`, `already_offered` where this partner has it now, `no_policy`).
    """
    reason = checked_reason(reason)
    lock_routing()
    partner, lead = lock_partner(partner_id), lock_lead(lead_id)
    _require_possible(partner, lead)
    suggestion = suggest_partner(lead_id=lead_id)
    ground = _checked_ground(ground, partner, suggestion)
    _end_live_offer(lead, partner, actor, reason)
    _require_room(partner)
    offer = _make(partner, lead, suggestion, actor, reason)
    _keep_decision(offer, partner, suggestion, ground)
    _tell(offer, lead, suggestion, actor, ground)
    if message.strip():
        write_to_partner(offer_id=offer.id, body=message, actor=actor)
    return offer


def _checked_ground(ground: str, partner: Partner, suggestion: Suggestion) -> str:
    """One of the list; "by the rules" only for a partner that comes first by them."""
    if ground not in Ground.values:
        raise InvalidInput([unknown("ground", Ground.values)])
    first = {*suggestion.partner_ids[:1], *ranked_ids(suggestion.decision, suggestion.partner_ids)[:1]}
    if ground == Ground.RULES and str(partner.id) not in first:
        words = gettext("By the rules this partner does not come first now. Choose another reason.")
        raise InvalidInput([FieldError("ground", "not_first", words)])
    return ground


def _require_possible(partner: Partner, lead: Lead) -> None:
    if lead.state in CLOSED_STATES:
        raise NotPossible(gettext("This lead has ended."), code="lead_closed")
    if partner.status in (PartnerStatus.INACTIVE, PartnerStatus.PAUSED):
        raise NotPossible(gettext("This partner receives no leads: it is not active."), code="inactive")


def _end_live_offer(lead: Lead, partner: Partner, actor: Actor, reason: str) -> None:
    live = Offer.objects.filter(lead=lead, state__in=LIVE_STATES).values_list("id", flat=True).first()
    if live is None:
        return
    offer = lock_offer(live)
    if offer.partner_id == partner.id:
        raise NotPossible(gettext("This partner has the lead already."), code="already_offered")
    take_back(offer, lead, actor=actor, told=reason)


def _require_room(partner: Partner) -> None:
    if partner.capacity is None:
        return
    if Offer.objects.filter(partner=partner, state__in=LIVE_STATES).count() >= partner.capacity:
        raise NotPossible(
            gettext("This partner has as many open leads as its capacity allows."), code="at_capacity"
        )


def _make(partner: Partner, lead: Lead, suggestion: Suggestion, actor: Actor, reason: str) -> Offer:
    now, decision = clock.now(), suggestion.decision
    suggested = next(iter(suggestion.partner_ids), None)
    offer = new_offer(
        lead,
        decision,
        now=now,
        calendars=business_calendars([partner.id], now),
        partner_ids=[partner.id],
        deliver="at_once",
        is_manual=True,
        manual_reason=reason,
        suggested_partner_id=UUID(suggested) if suggested else None,
        decided_by_id=actor.user_id,
    )
    offer.is_claim, offer.partner_id = False, partner.id
    offer.save(force_insert=True)
    set_timer(offer, TimerKind.EXPIRE, offer.deadline_at)
    lead.state, lead.review_reason, lead.review_since_at = LeadState.OFFERED, "", None
    lead.offered_at, lead.changed_at, lead.offers_made = now, now, offer.round
    save_routed([lead])
    return offer


def _keep_decision(offer: Offer, partner: Partner, suggestion: Suggestion, ground: str) -> None:
    """For those passed over: the ground, and what the engine said of everybody."""
    ManualDecision.objects.create(
        lead_id=offer.lead_id,
        offer=offer,
        partner=partner,
        decided_at=offer.offered_at,
        ground=ground,
        policy_version_id=suggestion.published.id,
        partner_table_id=keep_partner_table(suggestion.partner_table),
        body=suggestion.decision.encode(),
    )


def _tell(offer: Offer, lead: Lead, suggestion: Suggestion, actor: Actor, ground: str) -> None:
    detail = {
        "round": offer.round,
        "is_manual": True,
        "ground": ground,
        "suggested_partner_id": str(offer.suggested_partner_id) if offer.suggested_partner_id else None,
        "policy_number": suggestion.published.version.number,
        "deadline_at": offer.deadline_at.isoformat(),
    }
    tell([OfferCreated(offer=offer, lead=lead, at=offer.offered_at, actor=actor, detail=detail)])
