"""A decision in words and figures: everything for the vendor, for a partner its own facts only.

Words are message ids (plain English); whoever shows them translates. Figures are leads, as
plain numbers; everything returned is JSON as it stands.
"""

from typing import Any, Final

from routing.engine.credit import LEAD
from routing.engine.decision import Decision
from routing.engine.factors import factor_parts
from routing.engine.facts import LeadFacts
from routing.engine.partner_table import PartnerTable
from routing.engine.reasons import BY_CODE, REVIEW_REASONS, codes_of
from routing.engine.router import Router
from routing.engine.routing_state import RoutingState
from routing.engine.version import Version

Json = dict[str, Any]
ORDER: Final = {"chosen": 0, "invited": 0, "eligible": 1, "outranked": 2, "excluded": 3}


def explain_for_vendor(
    decision: Decision, partner_table: PartnerTable, version: Version | None = None
) -> Json:
    """Every partner with its part in the decision; with the version, also the rules tried before."""
    contest = decision.contest
    return {
        "lead_id": decision.lead_id,
        "outcome": decision.outcome,
        "review_reason": decision.review_reason,
        "review_words": REVIEW_REASONS.get(decision.review_reason or "", decision.review_reason),
        "rule": {"index": decision.rule_index, "name": decision.rule_name},
        "rules_tried": [] if version is None else rules_tried(decision, version),
        "pool": decision.pool,
        "method": decision.method,
        "pools_tried": [
            {"pool": attempt.pool, "reasons": dict(attempt.reason_counts)} for attempt in decision.attempts
        ],
        "steps": [{"name": step.name, "kept": step.kept, "of": step.of} for step in decision.steps],
        "partner_id": decision.partner_id,
        "invited_ids": list(decision.invited_ids),
        "suggested_ids": list(decision.suggested_ids),
        "eligible_count": len(decision.eligible),
        "reason_counts": {} if contest is None else decision.reason_counts(),
        "partners": [] if contest is None else partner_rows(decision, partner_table),
    }


def partner_rows(decision: Decision, partner_table: PartnerTable) -> list[Json]:
    """One row a partner: chosen first, contenders by credit, then those kept out, by name."""
    contenders = _contenders(decision)
    reasons = decision.reasons.tolist()
    rows = []
    for position, partner in enumerate(partner_table.partners):
        codes = list(codes_of(reasons[position]))
        row: Json = {"partner_id": partner.id, "name": partner.name, "tier": partner.tier}
        row |= contenders.get(position) or {"part": part_of(codes)}
        row["reasons"] = codes
        row["words"] = [BY_CODE[code].vendor_words for code in codes]
        rows.append(row)
    return sorted(rows, key=lambda row: (ORDER[row["part"]], -row.get("credit_after_pay", 0), row["name"]))


def explain_for_partner(decision: Decision, partner_table: PartnerTable, partner_id: str) -> Json:
    """What this partner may know: its own part, reasons and share, and how many others there were.

    Names no rival, and no rival's figure: counts only.
    """
    position = partner_table.position(partner_id)
    codes = list(decision.reason_codes(partner_id)) if decision.contest is not None else []
    own = _contenders(decision).get(position)
    return {
        "lead_id": decision.lead_id,
        "part": own["part"] if own else part_of(codes) if codes else "not_considered",
        "reasons": codes,
        "words": [BY_CODE[code].partner_words for code in codes],
        "share": own["share"] if own else None,
        "owed_before": own["credit_before"] if own else None,
        "owed_after": own["credit_after"] if own else None,
        "eligible_count": len(decision.eligible),
        "turn_words": _turn_words(own["part"]) if own else None,
    }


def rules_tried(decision: Decision, version: Version) -> list[Json]:
    """Each rule before the one that matched, with the comparisons that kept it from matching."""
    return [
        {
            "index": failure.rule_index,
            "name": failure.rule_name,
            "failed": [{"field": leaf.field, "op": leaf.op, "value": leaf.value} for leaf in failure.failed],
        }
        for failure in version.trace(decision.truth, decision.rule_index)
    ]


def explain_weights(
    decision: Decision, version: Version, lead: LeadFacts, routing_state: RoutingState, now: Any
) -> Json:
    """For each contender its given weight and what each investment added to it."""
    if decision.pool is None:
        return {}
    case = Router(version, decision.partner_table).case(
        version.pools[decision.pool], lead, routing_state, now
    )
    found: Json = {}
    for position in decision.eligible.tolist():
        parts = factor_parts(case, position)
        found[decision.partner_table.ids[position]] = {
            "given": decision.partner_table.partners[position].weight,
            "factors": [{"name": part.name, "value": part.value, "added": part.added} for part in parts],
        }
    return found


def part_of(codes: list[str]) -> str:
    """Kept out by the eligibility checks, or qualified and outranked."""
    return "excluded" if any(BY_CODE[code].kind == "eligibility" for code in codes) else "outranked"


def _contenders(decision: Decision) -> dict[int, Json]:
    contest, before = decision.contest, decision.credit_before
    if contest is None or before is None:
        return {}
    whole = max(contest.charge, 1)
    rows: dict[int, Json] = {}
    columns = (contest.eligible, contest.weights, contest.pay, before, decision.deltas())
    picked = set(decision.chosen)
    part = "invited" if decision.invited_ids else "chosen"
    for place, (position, weight, pay, credit, change) in enumerate(
        zip(*[column.tolist() for column in columns], strict=True)
    ):
        rows[position] = {
            "part": part if place in picked else "eligible",
            "weight": weight,
            "share": pay / whole,
            "credit_before": credit / LEAD,
            "credit_after_pay": (credit + pay) / LEAD,
            "credit_after": (credit + change) / LEAD,
        }
    return rows


def _(message: str) -> str:
    """Mark a message for makemessages; translation happens where it is shown."""
    return message


def _turn_words(part: str) -> str:
    if part == "chosen":
        return _("It was your turn: among those who qualified you were owed the most.")
    if part == "invited":
        return _("You were among those invited: the first to accept gets the lead.")
    return _("You qualified. It was another partner's turn, and you moved up in the order.")
