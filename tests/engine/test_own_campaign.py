"""A lead that a partner's own campaign brought is that partner's, before every rule."""

from typing import Any

import pytest

from routing.engine import Decision, PartnerFacts, Version
from routing.engine.decision import Decision as Stored
from tests.engine.builders import decide_one, partner_table_of, policy_of

POOL = {"pool": {"method": "round_robin", "partners": {"tiers": ["gold"]}, "require": ["territory"]}}
RULES: list[dict[str, Any]] = [
    {"name": "large", "when": {"field": "estimated_value", "op": "gte", "value": 1000}, "then": "review"},
    {"name": "all", "then": "route", "pool": "pool"},
]
GOLD = PartnerFacts(id="p0", name="Gold", tier="gold")
OWN = PartnerFacts(id="p1", name="Own", tier="silver")


def _decided(version: Version, own: PartnerFacts = OWN, **facts: Any) -> Decision:
    table = partner_table_of(GOLD, own)
    decision = decide_one(table, version, **{"sourced_partner_id": "p1", **facts})
    again = Stored.decode(decision.encode(), table)
    assert (again.partner_id, list(again.reasons)) == (decision.partner_id, list(decision.reasons))
    return decision


@pytest.mark.parametrize("value", [10.0, 5000.0])
def test_it_goes_to_that_partner_whatever_rule_and_pool_say(value: float) -> None:
    decision = _decided(policy_of(POOL, RULES), estimated_value=value)
    assert (decision.outcome, decision.partner_id) == ("route", "p1")
    assert decision.steps[0].name == "own_campaign"
    assert decision.reason_codes("p0") in (("own_campaign",), ("territory",))


def test_a_rule_may_opt_out() -> None:
    rules = [{**RULES[0], "campaign_first": False}, {**RULES[1], "campaign_first": False}]
    assert _decided(policy_of(POOL, rules), estimated_value=5000.0).outcome == "review"
    open_pool = {"pool": {"method": "round_robin", "partners": {"tiers": ["gold"]}}}
    assert _decided(policy_of(open_pool, rules)).partner_id == "p0"


@pytest.mark.parametrize(
    ("facts", "partner"),
    [
        ({"previous_partner_ids": ("p1",)}, "p0"),
        ({"conflict_partner_ids": ("p1",)}, "p0"),
        ({"protected_partner_id": "p0"}, "p0"),
        ({"sourced_partner_id": None}, "p0"),
    ],
)
def test_a_partner_that_cannot_take_it_does_not_get_it(facts: dict[str, Any], partner: str) -> None:
    open_pool = {"pool": {"method": "round_robin", "partners": {"tiers": ["gold"]}}}
    decision = decide_one(
        partner_table_of(GOLD, OWN), policy_of(open_pool), **{"sourced_partner_id": "p1", **facts}
    )
    assert decision.partner_id == partner


@pytest.mark.parametrize("facts", [{"status": "inactive"}, {"capacity": 0}, {"policy_signed": False}])
def test_one_that_is_inactive_full_or_unsigned_does_not_get_it(facts: dict[str, Any]) -> None:
    partners = {"tiers": ["gold"]}
    open_pool = {"pool": {"method": "round_robin", "partners": partners, "require": ["policy_signed"]}}
    own = PartnerFacts(id="p1", name="Own", tier="silver", **facts)
    assert _decided(policy_of(open_pool), own).partner_id == "p0"
