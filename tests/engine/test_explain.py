"""Explanations: everything for the vendor, nothing of a rival for a partner."""

import json

import pytest

from routing.engine import (
    Decision,
    PartnerFacts,
    RoutingState,
    decide_batch,
    explain_for_partner,
    explain_for_vendor,
    explain_weights,
)
from tests.engine.builders import NOW, decide_one, equals, lead, leads, partner_table_of, policy, policy_of


def test_the_vendor_sees_every_partner_with_its_part() -> None:
    partner_table = partner_table_of(
        PartnerFacts("a", name="Alder", weight=3),
        PartnerFacts("b", name="Birch"),
        PartnerFacts("c", name="Cedar", status="inactive", paused_missed=True),
    )
    routing_state = RoutingState.build(partner_table)
    decision = decide_batch(leads(5), policy("weighted"), partner_table, routing_state, NOW)[-1]
    told = explain_for_vendor(decision, partner_table)
    json.dumps(told)
    rows = {row["partner_id"]: row for row in told["partners"]}
    assert sorted(row["part"] for row in told["partners"]) == ["chosen", "eligible", "excluded"]
    assert told["partners"][0]["partner_id"] == decision.partner_id
    assert rows["a"]["share"] == pytest.approx(0.75)
    assert rows["c"]["reasons"] == ["inactive", "paused_missed"]
    assert rows["c"]["words"] == ["Not active", "Paused after missed windows"]
    total = sum(rows[p]["credit_after"] for p in ("a", "b"))
    assert total == pytest.approx(0)
    assert rows[decision.partner_id or ""]["credit_after"] < rows[decision.partner_id or ""]["credit_before"]


def test_the_vendor_sees_which_rules_were_tried_and_why_they_failed() -> None:
    rules = [
        {"name": "big", "when": {"field": "estimated_value", "op": "gte", "value": 10}, "then": "review"},
        {"name": "rest", "then": "route", "pool": "p"},
    ]
    version = policy_of({"p": {"method": "weighted"}}, rules)
    told = explain_for_vendor(decide_one(equals(2), version), equals(2), version)
    assert told["rules_tried"] == [
        {"index": 0, "name": "big", "failed": [{"field": "estimated_value", "op": "gte", "value": 10}]}
    ]


def test_a_partner_sees_its_own_facts_and_never_a_rivals() -> None:
    partner_table = partner_table_of(
        PartnerFacts("rival-one", name="Alder", weight=5),
        PartnerFacts("rival-two", name="Birch", status="inactive"),
        PartnerFacts("me", name="Cedar", capacity=0),
        PartnerFacts("also", name="Dogwood"),
    )
    decision = decide_batch(
        leads(3), policy("weighted"), partner_table, RoutingState.build(partner_table), NOW
    )[-1]
    for partner_id in ("me", "also", "rival-one"):
        told = json.dumps(explain_for_partner(decision, partner_table, partner_id))
        for other in partner_table.partners:
            if other.id != partner_id:
                assert other.id not in told
                assert other.name not in told
    mine = explain_for_partner(decision, partner_table, "me")
    assert (mine["part"], mine["reasons"], mine["eligible_count"]) == ("excluded", ["capacity"], 2)
    assert mine["words"] == ["You had as many open leads as your capacity allows."]
    assert mine["share"] is None


def test_a_partner_that_qualified_learns_its_share_and_that_it_moved_up() -> None:
    partner_table = equals(4)
    decision = decide_one(partner_table, policy())
    loser = next(partner_id for partner_id in partner_table.ids if partner_id != decision.partner_id)
    told = explain_for_partner(decision, partner_table, loser)
    assert told["part"] == "eligible"
    assert told["share"] == pytest.approx(0.25)
    assert told["owed_after"] > told["owed_before"]
    assert explain_for_partner(decision, partner_table, decision.partner_id or "")[
        "owed_after"
    ] == pytest.approx(-0.75)


def test_outranked_is_told_apart_from_excluded() -> None:
    partner_table = partner_table_of(PartnerFacts("high", tier="platinum"), PartnerFacts("low", tier="gold"))
    told = explain_for_partner(decide_one(partner_table, policy(prefer=["tier"])), partner_table, "low")
    assert (told["part"], told["reasons"]) == ("outranked", ["lower_tier"])


def test_a_stored_decision_explains_itself_as_the_fresh_one_does() -> None:
    partner_table = partner_table_of(
        PartnerFacts("a", weight=2), PartnerFacts("b"), PartnerFacts("c", status="inactive")
    )
    decision = decide_batch(
        leads(4), policy("weighted"), partner_table, RoutingState.build(partner_table), NOW
    )[-1]
    stored = explain_for_vendor(Decision.decode(decision.encode(), partner_table), partner_table)
    fresh = explain_for_vendor(decision, partner_table)
    for old, new in zip(stored.pop("partners"), fresh.pop("partners"), strict=True):
        assert {
            **old,
            **{k: pytest.approx(v, abs=1e-3) for k, v in new.items() if isinstance(v, float)},
        } == new
    assert stored == fresh


def test_investments_are_visible_beside_the_weights() -> None:
    partner_table = partner_table_of(PartnerFacts("keen", training_score=0.5))
    version = policy("weighted", factors={"training": 0.2})
    routing_state = RoutingState.build(partner_table)
    told = explain_weights(
        decide_one(partner_table, version, routing_state), version, lead(), routing_state, NOW
    )
    assert told == {"keen": {"given": 1, "factors": [{"name": "training", "value": 0.5, "added": 0.1}]}}


def test_a_claim_says_who_was_invited() -> None:
    partner_table = equals(4)
    decision = decide_one(partner_table, policy("claim", claim={"invite": 2}))
    told = explain_for_vendor(decision, partner_table)
    assert [row["part"] for row in told["partners"]] == ["invited", "invited", "eligible", "eligible"]
