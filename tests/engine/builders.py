"""Small partner tables, leads and policies for engine tests."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from routing.engine import (
    Decision,
    LeadFacts,
    PartnerFacts,
    PartnerTable,
    RoutingState,
    TierFacts,
    Version,
    compile_policy,
    decide_batch,
    errors_of,
    validate_document,
)

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # a Monday
TIERS = (TierFacts("platinum", 1), TierFacts("gold", 2), TierFacts("silver", 3))


def partner_table_of(*partners: PartnerFacts) -> PartnerTable:
    return PartnerTable.build(partners, TIERS)


def equals(count: int, **facts: Any) -> PartnerTable:
    """A partner table of partners that differ in nothing but their id."""
    return partner_table_of(
        *(PartnerFacts(id=f"p{number}", name=f"Partner {number}", **facts) for number in range(count))
    )


def policy(method: str = "round_robin", **pool: Any) -> Version:
    """One rule, one pool."""
    return policy_of({"pool": {"method": method, **pool}})


def policy_of(pools: Mapping[str, Any], rules: list[dict[str, Any]] | None = None, **more: Any) -> Version:
    first = next(iter(pools))
    document = {"rules": rules or [{"name": "all", "then": "route", "pool": first}], "pools": pools, **more}
    assert errors_of(validate_document(document)) == []
    return compile_policy(document, number=1)


def lead(number: int = 0, **facts: Any) -> LeadFacts:
    return LeadFacts(id=f"lead-{number}", received_at=NOW, **facts)


def leads(count: int, **facts: Any) -> list[LeadFacts]:
    return [lead(number, **facts) for number in range(count)]


def decide_one(
    partner_table: PartnerTable,
    version: Version,
    routing_state: RoutingState | None = None,
    now: datetime = NOW,
    **facts: Any,
) -> Decision:
    routing_state = routing_state or RoutingState.build(partner_table)
    return decide_batch([lead(0, **facts)], version, partner_table, routing_state, now)[0]


def reasons(decision: Decision) -> dict[str, tuple[str, ...]]:
    """Partner id to its reason codes, contenders left out."""
    found = {partner_id: decision.reason_codes(partner_id) for partner_id in decision.partner_table.ids}
    return {partner_id: codes for partner_id, codes in found.items() if codes}


def chosen(decisions: list[Decision]) -> list[str | None]:
    return [decision.partner_id for decision in decisions]
