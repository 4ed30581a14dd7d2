"""Decisions by hand, as partners may see them: the ground, and their own part in what the engine said."""

from uuid import UUID

from django.db.models import QuerySet

from leads.models import LeadState
from routing.decisions.selectors import decision_words as words
from routing.decisions.selectors.decision_view import PartnerDecision, own_words
from routing.decisions.selectors.guard_words import guard_words
from routing.decisions.selectors.stored_decisions import stored_partner_table
from routing.engine import Decision, Guarded, explain_for_partner
from routing.models import ManualDecision


def manual_decisions() -> QuerySet[ManualDecision]:
    """All of the vendor's, but for erased leads."""
    return ManualDecision.objects.exclude(lead__state=LeadState.ERASED)


def chosen_by_hand(*, offer_id: UUID) -> PartnerDecision | None:
    """Why a person chose the partner that has this offer; None where no decision was kept."""
    row = manual_decisions().filter(offer_id=offer_id).first()
    return None if row is None else _view(row, _decision(row), str(row.partner_id))


def passed_by_hand(row: ManualDecision, partner_id: str, unknown: frozenset[str]) -> PartnerDecision | None:
    """A partner's part in a choice by hand: None for the one that was chosen, for one that was not there yet,
    and where one of the `unknown` reasons kept the lead out of its reach."""
    decision = _decision(row)
    if str(row.partner_id) == partner_id or decision.contest is None:
        return None
    if decision.partner_table.find(partner_id) is None:
        return None
    return _view(row, decision, partner_id) if unknown.isdisjoint(decision.reason_codes(partner_id)) else None


def _decision(row: ManualDecision) -> Decision:
    return Decision.decode(bytes(row.body), stored_partner_table(row.partner_table_id))


def _view(row: ManualDecision, decision: Decision, partner_id: str) -> PartnerDecision:
    is_chosen = str(row.partner_id) == partner_id
    reasons, eligible, part = _own(decision, partner_id)
    guarded = [guard_words(each, is_own=True) for each in _guarded(decision, partner_id)]
    if is_chosen:
        reasons, part = [], "chosen"
    return PartnerDecision(
        decision_id=str(row.id),
        lead_id=str(row.lead_id),
        decided_at=row.decided_at,
        part=part,
        part_words=words.part_words(part),
        reasons=reasons,
        words=own_words(reasons, guarded),
        turn_words=words.chosen_because(row.ground) if is_chosen else words.passed_because(row.ground),
        share=None,
        owed_before=None,
        owed_after=None,
        eligible_count=eligible,
    )


def _guarded(decision: Decision, partner_id: str) -> list[Guarded]:
    return [] if decision.partner_table.find(partner_id) is None else decision.guarded(partner_id)


def _own(decision: Decision, partner_id: str) -> tuple[list[str], int, str]:
    """A partner's reasons, how many qualified, and its part: whom the engine would have chosen qualified."""
    if decision.partner_table.find(partner_id) is None:
        return [], len(decision.eligible), "not_considered"
    told = explain_for_partner(decision, decision.partner_table, partner_id)
    part = "eligible" if told["part"] in ("chosen", "invited") else told["part"]
    return told["reasons"], told["eligible_count"], part
