"""Writing what a batch decided: decisions, offers, timers, credits, lead states, timeline, outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Final
from uuid import UUID

from leads.events.leads import LeadNurtured
from leads.models import Lead, LeadState
from prm.platform.ids import new_id
from prm.platform.outbox.catalogue import Event
from prm.platform.outbox.tell import tell
from prm.platform.tenants.rows import insert_rows, insert_values, overlapping
from routing.batches.selectors.calendars import business_calendars
from routing.batches.services.keep_partner_table import keep_partner_table
from routing.batches.services.save_routed import save_routed
from routing.batches.services.settle_credits import write_credits
from routing.engine import Decision, LeadFacts, PartnerTable, RoutingState
from routing.events.offers import OfferCreated
from routing.events.review import LeadReview
from routing.models import Batch, Offer, OfferInvitee, Timer, TimerKind
from routing.models import Decision as DecisionRow
from routing.offers.services.new_offers import new_offer
from routing.offers.services.offer_times import Calendars, needs_calendar
from routing.offers.services.tell_conflicts import conflicts_met
from routing.policies.selectors.published import Published
from routing.timers.services.escalations import escalations

COLUMNS = (
    "id",
    "lead_id",
    "position",
    "outcome",
    "review_reason",
    "rule_name",
    "pool",
    "method",
    "partner_id",
    "lead_facts",
    "body",
)
OUTCOME_STATES = {"route": LeadState.OFFERED, "review": LeadState.REVIEW, "nurture": LeadState.NURTURE}

OUTCOME_EVENTS: Final[Mapping[str, type[LeadReview | LeadNurtured]]] = {
    "review": LeadReview,
    "nurture": LeadNurtured,
}


@dataclass(frozen=True)
class BatchInputs:
    """What the decisions of a batch share. `opening` is the snapshot of the routing state they began with."""

    published: Published
    partner_table: PartnerTable
    opening: bytes
    now: datetime


@dataclass(frozen=True)
class Carried:
    """One lead with its decision, and the offer that came of it."""

    lead: Lead
    decision: Decision
    decision_id: UUID
    offer: Offer | None

    @property
    def invited_ids(self) -> list[UUID]:
        """The partners invited to a claim."""
        return [UUID(partner_id) for partner_id in self.decision.invited_ids]


def save_batch(
    inputs: BatchInputs,
    leads: Sequence[Lead],
    facts: Sequence[LeadFacts],
    decisions: Sequence[Decision],
    routing_state: RoutingState,
) -> list[Carried]:
    """Write a batch. The caller holds the routing lock and the leads; `routing_state` has the decisions
    applied."""
    write_credits(inputs.partner_table, routing_state.moved_credits(), inputs.now)
    with overlapping():
        ids = _write_decisions(inputs, leads, facts, decisions)
        calendars = _calendars_for(decisions, inputs.now)
        carried = [
            Carried(lead, decision, id_, _offer(inputs, calendars, lead, decision, id_))
            for lead, decision, id_ in zip(leads, decisions, ids, strict=True)
        ]
        _write_offers(carried, inputs.now)
        _write_timers(carried, inputs)
        _move_leads(carried, inputs.now)
        met = conflicts_met(leads, facts, inputs.partner_table, inputs.now)
        tell([*(_event(one, inputs.now) for one in carried), *met])
    return carried


def _write_decisions(
    inputs: BatchInputs, leads: Sequence[Lead], facts: Sequence[LeadFacts], decisions: Sequence[Decision]
) -> list[UUID]:
    batch = Batch.objects.create(
        policy_version_id=inputs.published.id,
        partner_table_id=keep_partner_table(inputs.partner_table),
        routing_state=inputs.opening,
        decided_at=inputs.now,
        size=len(decisions),
    )
    ids = [new_id() for _ in decisions]
    numbered = enumerate(zip(ids, leads, facts, decisions, strict=True))
    rows = [
        (
            id_,
            lead.id,
            position,
            decision.outcome,
            decision.review_reason or "",
            decision.rule_name,
            decision.pool or "",
            decision.method or "",
            UUID(decision.partner_id) if decision.partner_id else None,
            fact.to_json() | {"salt": token_hex(8)},
            decision.encode(),
        )
        for position, (id_, lead, fact, decision) in numbered
    ]
    insert_values(DecisionRow, COLUMNS, rows, same={"batch_id": batch.id, "decided_at": inputs.now})
    return ids


def _calendars_for(decisions: Sequence[Decision], now: datetime) -> Calendars:
    timed = [decision for decision in decisions if needs_calendar(decision.sla, decision.deliver)]
    chosen = {partner_id for decision in timed for partner_id in _offered_to(decision)}
    return business_calendars(chosen, now) if chosen else {}


def _offer(
    inputs: BatchInputs, calendars: Calendars, lead: Lead, decision: Decision, decision_id: UUID
) -> Offer | None:
    if decision.outcome != "route":
        return None
    pool = inputs.published.version.pools[decision.pool or ""]
    return new_offer(
        lead,
        decision,
        now=inputs.now,
        calendars=calendars,
        partner_ids=_offered_to(decision),
        decision_id=decision_id,
        decline_counts=pool.decline_counts,
        pause_after_missed=pool.pause_after_missed,
    )


def _offered_to(decision: Decision) -> list[UUID]:
    ids = (decision.partner_id,) if decision.partner_id else decision.invited_ids
    return [UUID(partner_id) for partner_id in ids]


def _write_offers(carried: Sequence[Carried], now: datetime) -> None:
    insert_rows([one.offer for one in carried if one.offer])
    insert_rows(
        [
            OfferInvitee(offer_id=one.offer.id, partner_id=partner_id, invited_at=now)
            for one in carried
            if one.offer
            for partner_id in one.invited_ids
        ]
    )


def _write_timers(carried: Sequence[Carried], inputs: BatchInputs) -> None:
    offers = [one.offer for one in carried if one.offer]
    expiries = [(new_id(), offer.id, offer.deadline_at) for offer in offers]
    expire = {"kind": TimerKind.EXPIRE.value}
    insert_values(Timer, ("id", "offer_id", "fires_at"), expiries, same=expire)
    held = [(one.lead, one.decision.rule_index) for one in carried if one.decision.outcome == "review"]
    insert_rows(escalations(held, inputs.published.version, inputs.now))


def _move_leads(carried: Sequence[Carried], now: datetime) -> None:
    for one in carried:
        lead = one.lead
        lead.state, lead.changed_at = OUTCOME_STATES[one.decision.outcome], now
        lead.review_reason = one.decision.review_reason or ""
        lead.review_since_at = now if lead.state == LeadState.REVIEW else None
        if one.offer:
            lead.offered_at, lead.offers_made = now, one.offer.round
    save_routed([one.lead for one in carried])


def _event(one: Carried, now: datetime) -> Event:
    decided = {"decision_id": str(one.decision_id), "rule": one.decision.rule_name}
    return _not_offered(one, now, decided) if one.offer is None else _offered(one, one.offer, now, decided)


def _offered(one: Carried, offer: Offer, now: datetime, decided: dict[str, str]) -> OfferCreated:
    chosen, invited = one.decision.partner_id, one.invited_ids
    detail = {
        **decided,
        "round": offer.round,
        "pool": offer.pool,
        "deadline_at": offer.deadline_at.isoformat(),
        **({"invited": len(invited)} if invited else {}),
    }
    name = one.decision.partner_table[chosen].name if chosen else None
    return OfferCreated(
        offer=offer, lead=one.lead, at=now, partner_ids=invited, detail=detail, partner_name=name
    )


def _not_offered(one: Carried, now: datetime, decided: dict[str, str]) -> LeadReview | LeadNurtured:
    reason = one.decision.review_reason or ""
    kept_out = one.decision.reason_counts() if reason == "no_eligible_partner" else {}
    return OUTCOME_EVENTS[one.decision.outcome](
        lead=one.lead,
        at=now,
        detail=decided | ({"reason": reason} if reason else {}),
        told={"reason": reason, **decided, "kept_out": kept_out},
    )
