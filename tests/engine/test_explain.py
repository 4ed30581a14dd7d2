"""Explanations: everything for the vendor, nothing of a rival for a partner."""

import json

import pytest

from routing.engine import (
    Decision,
    PartnerFacts,
    Standing,
    decide_batch,
    explain_for_partner,
    explain_for_vendor,
    explain_weights,
)
from tests.engine.builders import NOW, decide_one, equals, lead, leads, policy, policy_of, roster_of


def test_the_vendor_sees_every_partner_with_its_part() -> None:
    roster = roster_of(
        PartnerFacts("a", name="Alder", weight=3),
        PartnerFacts("b", name="Birch"),
        PartnerFacts("c", name="Cedar", status="inactive", paused_missed=True),
    )
    standing = Standing.build(roster)
    decision = decide_batch(leads(5), policy("weighted"), roster, standing, NOW)[-1]
    told = explain_for_vendor(decision, roster)
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
    roster = roster_of(
        PartnerFacts("rival-one", name="Alder", weight=5),
        PartnerFacts("rival-two", name="Birch", status="inactive"),
        PartnerFacts("me", name="Cedar", capacity=0),
        PartnerFacts("also", name="Dogwood"),
    )
    decision = decide_batch(leads(3), policy("weighted"), roster, Standing.build(roster), NOW)[-1]
    for partner_id in ("me", "also", "rival-one"):
        told = json.dumps(explain_for_partner(decision, roster, partner_id))
        for other in roster.partners:
            if other.id != partner_id:
                assert other.id not in told
                assert other.name not in told
    mine = explain_for_partner(decision, roster, "me")
    assert (mine["part"], mine["reasons"], mine["eligible_count"]) == ("excluded", ["capacity"], 2)
    assert mine["words"] == ["You had as many open leads as your capacity allows."]
    assert mine["share"] is None


def test_a_partner_that_qualified_learns_its_share_and_that_it_moved_up() -> None:
    roster = equals(4)
    decision = decide_one(roster, policy())
    loser = next(partner_id for partner_id in roster.ids if partner_id != decision.partner_id)
    told = explain_for_partner(decision, roster, loser)
    assert told["part"] == "eligible"
    assert told["share"] == pytest.approx(0.25)
    assert told["owed_after"] > told["owed_before"]
    assert explain_for_partner(decision, roster, decision.partner_id or "")["owed_after"] == pytest.approx(
        -0.75
    )


def test_outranked_is_told_apart_from_excluded() -> None:
    roster = roster_of(PartnerFacts("high", tier="platinum"), PartnerFacts("low", tier="gold"))
    told = explain_for_partner(decide_one(roster, policy(prefer=["tier"])), roster, "low")
    assert (told["part"], told["reasons"]) == ("outranked", ["lower_tier"])


def test_a_stored_decision_explains_itself_as_the_fresh_one_does() -> None:
    roster = roster_of(PartnerFacts("a", weight=2), PartnerFacts("b"), PartnerFacts("c", status="inactive"))
    decision = decide_batch(leads(4), policy("weighted"), roster, Standing.build(roster), NOW)[-1]
    stored = explain_for_vendor(Decision.decode(decision.encode(), roster), roster)
    fresh = explain_for_vendor(decision, roster)
    for old, new in zip(stored.pop("partners"), fresh.pop("partners"), strict=True):
        assert {
            **old,
            **{k: pytest.approx(v, abs=1e-3) for k, v in new.items() if isinstance(v, float)},
        } == new
    assert stored == fresh


def test_investments_are_visible_beside_the_weights() -> None:
    roster = roster_of(PartnerFacts("keen", training_score=0.5))
    version = policy("weighted", factors={"training": 0.2})
    standing = Standing.build(roster)
    told = explain_weights(decide_one(roster, version, standing), version, lead(), standing, NOW)
    assert told == {"keen": {"given": 1, "factors": [{"name": "training", "value": 0.5, "added": 0.1}]}}


def test_a_claim_says_who_was_invited() -> None:
    roster = equals(4)
    decision = decide_one(roster, policy("claim", claim={"invite": 2}))
    told = explain_for_vendor(decision, roster)
    assert [row["part"] for row in told["partners"]] == ["invited", "invited", "eligible", "eligible"]
