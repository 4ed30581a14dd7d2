"""A stored decision as it is shown: every partner to the vendor, to a partner its own part only."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from prm.platform.errors import NotFound
from routing.decisions.selectors import decision_words as words
from routing.decisions.selectors.guard_words import guard_words
from routing.decisions.selectors.stored_decisions import Stored, stored, with_parts
from routing.engine import (
    Decision,
    Guarded,
    LeadFacts,
    PartnerTable,
    Router,
    RoutingState,
    Version,
    explain_for_partner,
    explain_for_vendor,
    explain_weights,
)
from routing.engine.factors import INVESTMENTS, factor_parts
from routing.models import Decision as DecisionRow
from routing.policies.selectors.policy_names import PolicyNames
from routing.policies.selectors.policy_words import leaf_words


@dataclass(frozen=True)
class Counted:
    """A reason and the number of partners that it excluded."""

    code: str
    words: str
    count: int


@dataclass(frozen=True)
class FactorLine:
    """How much an investment adds to a partner's weight: 0.1 adds a tenth."""

    name: str
    words: str
    value: float
    added: float


@dataclass(frozen=True)
class PartnerLine:
    """One partner's part. Figures, in leads, only for those who competed; reasons for all who lost."""

    partner_id: str
    name: str
    tier: str | None
    tier_name: str
    part: str
    part_words: str
    reasons: list[str]
    words: list[str]
    weight: int | None = None
    given_weight: int | None = None
    factors: list[FactorLine] | None = None
    share: float | None = None
    credit_before: float | None = None
    credit_after_pay: float | None = None
    credit_after: float | None = None


@dataclass(frozen=True)
class RuleTried:
    """A rule that did not match, and the comparisons that were false."""

    index: int
    name: str
    words: list[str]


@dataclass(frozen=True)
class PoolTried:
    """A pool in which no partner was eligible, and why."""

    pool: str
    reasons: list[Counted]


@dataclass(frozen=True)
class StepLine:
    """One step that narrowed the choice of partners."""

    name: str
    words: str
    kept: int
    of: int


@dataclass(frozen=True)
class Mark:
    """What the vendor's own lists said of the lead when it was decided."""

    code: str
    words: str


@dataclass(frozen=True)
class VendorDecision:
    """Everything about one decision."""

    id: str | None
    lead_id: str
    decided_at: datetime
    policy_number: int
    outcome: str
    outcome_words: str
    review_reason: str | None
    review_words: str
    rule_index: int
    rule_name: str
    rules_tried: list[RuleTried]
    pool: str | None
    method: str | None
    pools_tried: list[PoolTried]
    steps: list[StepLine]
    partner_id: str | None
    partner_name: str | None
    invited_ids: list[str]
    suggested_ids: list[str]
    eligible_count: int
    reason_counts: list[Counted]
    terms: dict[str, Any]
    marks: list[Mark]
    partners: list[PartnerLine]

    def as_dict(self) -> dict[str, Any]:
        """For JSON, but for the instant, which is a datetime."""
        return asdict(self)


@dataclass(frozen=True)
class PartnerDecision:
    """What a partner may know of one decision: its own facts, and how many others competed."""

    decision_id: str
    lead_id: str
    decided_at: datetime
    part: str
    part_words: str
    reasons: list[str]
    words: list[str]
    turn_words: str | None
    share: float | None
    owed_before: float | None
    owed_after: float | None
    eligible_count: int
    weight: int | None = None
    factors: list[FactorLine] | None = None

    def as_dict(self) -> dict[str, Any]:
        """For JSON, but for the instant, which is a datetime."""
        return asdict(self)


def decisions_of_lead_for_vendor(*, lead_id: UUID) -> list[VendorDecision]:
    """Every decision on a lead, newest first."""
    rows = with_parts(DecisionRow.objects.filter(lead_id=lead_id)).order_by("-decided_at", "-id")
    names = PolicyNames()
    return [vendor_view(stored(row), names) for row in rows]


def decision_for_vendor(*, decision_id: UUID) -> VendorDecision:
    """One decision. Raises NotFound."""
    return vendor_view(_stored(decision_id))


def decision_for_partner(*, decision_id: UUID, partner_id: UUID) -> PartnerDecision:
    """One decision as this partner may see it; the caller has made sure that it may know of the lead.

    Raises NotFound, also where the partner was not there yet.
    """
    view = partner_view(_stored(decision_id), str(partner_id))
    if view is None:
        raise NotFound(gettext("There is no such decision."))
    return view


def latest_for_partner(*, lead_id: UUID, partner_id: UUID) -> PartnerDecision | None:
    """Why a lead came to this partner: the newest decision that chose or invited it, as it may see it."""
    rows = with_parts(DecisionRow.objects.filter(lead_id=lead_id)).order_by("-decided_at", "-id")
    for row in rows:
        view = partner_view(stored(row), str(partner_id))
        if view is not None and view.part in ("chosen", "invited"):
            return view
    return None


def vendor_view(found: Stored, names: PolicyNames | None = None) -> VendorDecision:
    """A stored decision in full."""
    row = found.row
    return full_view(
        found.decision, found.partner_table, found.version, found.facts, row.decided_at, str(row.id), names
    )


def full_view(
    decision: Decision,
    partner_table: PartnerTable,
    version: Version,
    facts: LeadFacts,
    decided_at: datetime,
    decision_id: str | None = None,
    names: PolicyNames | None = None,
) -> VendorDecision:
    """A decision in full, stored or not."""
    names = names or PolicyNames()
    told = explain_for_vendor(decision, partner_table, version)
    weights = _weights(decision, partner_table, version, facts, decided_at)
    chosen = None if decision.partner_id is None else partner_table[decision.partner_id]
    return VendorDecision(
        id=decision_id,
        lead_id=decision.lead_id,
        decided_at=decided_at,
        policy_number=version.number,
        outcome=decision.outcome,
        outcome_words=words.outcome_words(decision.outcome),
        review_reason=decision.review_reason,
        review_words=words.review_words(decision.review_reason),
        rule_index=decision.rule_index,
        rule_name=decision.rule_name,
        rules_tried=[_rule_tried(rule, names) for rule in told["rules_tried"]],
        pool=decision.pool,
        method=decision.method,
        pools_tried=[PoolTried(tried["pool"], _counted(tried["reasons"])) for tried in told["pools_tried"]],
        steps=[StepLine(s.name, words.step_words(s.name), s.kept, s.of) for s in decision.steps],
        partner_id=decision.partner_id,
        partner_name=chosen.name if chosen else None,
        invited_ids=list(decision.invited_ids),
        suggested_ids=list(decision.suggested_ids),
        eligible_count=told["eligible_count"],
        reason_counts=_counted(told["reason_counts"]),
        terms=asdict(decision.sla),
        marks=[Mark(code, words.mark_words(code, names)) for code in facts.flags],
        partners=[
            _partner_line(row, weights.get(row["partner_id"]), names, decision.guarded(row["partner_id"]))
            for row in told["partners"]
        ],
    )


def partner_view(found: Stored, partner_id: str) -> PartnerDecision | None:
    """A stored decision as one partner may see it; None where the partner was not there yet."""
    if found.partner_table.find(partner_id) is None:
        return None
    told = explain_for_partner(found.decision, found.partner_table, partner_id)
    own = _own_weight(found, partner_id)
    guarded = [guard_words(each, is_own=True) for each in found.decision.guarded(partner_id)]
    turn_words = gettext(told["turn_words"]) if told["turn_words"] else ""
    return PartnerDecision(
        decision_id=str(found.row.id),
        lead_id=found.decision.lead_id,
        decided_at=found.row.decided_at,
        part=told["part"],
        part_words=words.part_words(told["part"]),
        reasons=told["reasons"],
        words=own_words(told["reasons"], guarded),
        turn_words=" ".join([turn_words, *guarded]) if turn_words else None,
        share=told["share"],
        owed_before=told["owed_before"],
        owed_after=told["owed_after"],
        eligible_count=told["eligible_count"],
        weight=own["given"] if own else None,
        factors=_factors(own),
    )


def own_words(reasons: list[str], guarded: list[str]) -> list[str]:
    """A partner's reasons in words; that of a cap with its figures."""
    return [
        " ".join([words.own_reason_words(code), *(guarded if code == "share_cap" else ())])
        for code in reasons
    ]


def _stored(decision_id: UUID) -> Stored:
    row = with_parts(DecisionRow.objects.filter(id=decision_id)).first()
    if row is None:
        raise NotFound(gettext("There is no such decision."))
    return stored(row)


def _weights(
    decision: Decision, partner_table: PartnerTable, version: Version, facts: LeadFacts, now: datetime
) -> dict[str, Any]:
    """What each contender's weight is made of; it does not depend on the routing state."""
    return explain_weights(decision, version, facts, RoutingState.build(partner_table), now)


def _own_weight(found: Stored, partner_id: str) -> dict[str, Any] | None:
    """As `_weights`, for one contender."""
    decision, position = found.decision, found.partner_table.position(partner_id)
    if decision.pool is None or position not in decision.eligible:
        return None
    pool, routing_state = found.version.pools[decision.pool], RoutingState.build(found.partner_table)
    case = Router(found.version, found.partner_table).case(
        pool, found.facts, routing_state, found.row.decided_at
    )
    parts = [part._asdict() for part in factor_parts(case, position)]
    return {"given": found.partner_table[partner_id].weight, "factors": parts}


def _partner_line(
    row: dict[str, Any], weight: dict[str, Any] | None, names: PolicyNames, guarded: list[Guarded]
) -> PartnerLine:
    figures = {
        name: row.get(name)
        for name in ("weight", "share", "credit_before", "credit_after_pay", "credit_after")
    }
    return PartnerLine(
        partner_id=row["partner_id"],
        name=row["name"],
        tier=row["tier"],
        tier_name=names.of("tiers", row["tier"]) if row["tier"] else "",
        part=row["part"],
        part_words=words.part_words(row["part"]),
        reasons=row["reasons"],
        words=[
            *(words.reason_words(code) for code in row["reasons"]),
            *(guard_words(each) for each in guarded),
        ],
        given_weight=weight["given"] if weight else None,
        factors=_factors(weight),
        **figures,
    )


def _factors(weight: dict[str, Any] | None) -> list[FactorLine] | None:
    if weight is None:
        return None
    return [
        FactorLine(part["name"], gettext(INVESTMENTS[part["name"]].words), part["value"], part["added"])
        for part in weight["factors"]
    ]


def _rule_tried(rule: dict[str, Any], names: PolicyNames) -> RuleTried:
    return RuleTried(rule["index"], rule["name"], [leaf_words(leaf, names) for leaf in rule["failed"]])


def _counted(counts: dict[str, int]) -> list[Counted]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Counted(code, words.reason_words(code), count) for code, count in ordered]
