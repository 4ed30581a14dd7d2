"""decide as a whole: rules to outcomes, fallbacks, terms, batches, and complaints other products get."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.engine import (
    LeadFacts,
    PartnerFacts,
    PartnerTable,
    RoutingState,
    Territory,
    decide,
    decide_batch,
)
from routing.engine.allot import allot
from tests.engine.builders import (
    NOW,
    chosen,
    decide_one,
    equals,
    lead,
    leads,
    partner_table_of,
    policy,
    policy_of,
    reasons,
)

BIG = {"field": "estimated_value", "op": "gte", "value": 100_000}


def test_rules_lead_to_their_outcomes() -> None:
    rules: list[dict[str, Any]] = [
        {"name": "big", "when": BIG, "then": "review", "reason": "high_value", "pool": "all"},
        {"name": "raw", "when": {"field": "stage", "op": "eq", "value": "raw"}, "then": "nurture"},
        {"name": "rest", "then": "route", "pool": "all"},
    ]
    version = policy_of({"all": {"method": "weighted"}}, rules)
    partner_table = equals(3)
    big = decide_one(partner_table, version, estimated_value=200_000.0)
    assert (big.outcome, big.review_reason, len(big.suggested_ids)) == ("review", "high_value", 3)
    assert not big.deltas().any()
    assert decide_one(partner_table, version, stage="raw").outcome == "nurture"
    assert decide_one(partner_table, version).outcome == "route"


@pytest.mark.parametrize("flag", ["cross_territory", "custom_product"])
def test_marks_from_intake_can_ask_for_a_person(flag: str) -> None:
    rules: list[dict[str, Any]] = [
        {
            "name": "odd",
            "when": {"field": "flags", "op": "includes", "value": flag},
            "then": "review",
            "reason": flag,
        },
        {"name": "rest", "then": "route", "pool": "all"},
    ]
    decision = decide_one(equals(2), policy_of({"all": {"method": "weighted"}}, rules), flags=(flag,))
    assert (decision.outcome, decision.review_reason) == ("review", flag)


def test_an_unroutable_lead_is_loud() -> None:
    decision = decide_one(equals(3, status="inactive"), policy())
    assert (decision.outcome, decision.review_reason) == ("review", "no_eligible_partner")
    assert decision.reason_counts() == {"inactive": 3}


def test_an_empty_partner_table_is_loud_too() -> None:
    assert (
        decide_one(partner_table_of(), policy("tiered", shares={"gold": 100})).review_reason
        == "no_eligible_partner"
    )


def test_an_inactive_partner_never_gets_one() -> None:
    partner_table = partner_table_of(PartnerFacts("off", status="inactive", weight=1000), PartnerFacts("on"))
    assert set(
        chosen(
            decide_batch(leads(50), policy("weighted"), partner_table, RoutingState.build(partner_table), NOW)
        )
    ) == {"on"}


def test_two_leads_in_one_instant_do_not_both_take_the_last_place() -> None:
    partner_table = partner_table_of(PartnerFacts("one", capacity=1, weight=100), PartnerFacts("other"))
    decisions = decide_batch(
        leads(2), policy("weighted"), partner_table, RoutingState.build(partner_table), NOW
    )
    assert sorted(chosen(decisions), key=str) == ["one", "other"]
    assert reasons(decisions[1]) == {"one": ("capacity",)}
    assert reasons(decisions[0]) == {}


def test_caps_and_account_limits_hold_within_a_batch() -> None:
    partner_table = equals(2)
    version = policy(caps={"day": 3}, max_per_account=2)
    decisions = decide_batch(
        leads(8, account="example.com"), version, partner_table, RoutingState.build(partner_table), NOW
    )
    assert [decision.outcome for decision in decisions] == ["route"] * 4 + ["review"] * 4
    assert decisions[-1].reason_counts() == {"account_limit": 2}


def test_a_pool_that_is_empty_falls_back_and_says_so() -> None:
    pools = {
        "special": {"method": "weighted", "partners": {"certifications": ["rare"]}, "fallback": "middle"},
        "middle": {
            "method": "weighted",
            "partners": {"tiers": ["gold"]},
            "fallback": "wide",
            "sla": {"accept_within": "1h"},
        },
        "wide": {"method": "weighted", "sla": {"accept_within": "2h"}},
    }
    decision = decide_one(equals(2), policy_of(pools))
    assert decision.pool == "wide"
    assert [(attempt.pool, dict(attempt.reason_counts)) for attempt in decision.attempts] == [
        ("special", {"certification": 2}),
        ("middle", {"tier": 2}),
    ]
    assert decision.sla.accept_within == 7200


def test_terms_come_from_the_rule_then_the_pool_then_the_policy() -> None:
    rules = [{"name": "all", "then": "route", "pool": "p", "sla": {"accept_within": "5m"}}]
    pools = {"p": {"method": "weighted", "sla": {"accept_within": "1h", "max_offers": 2}}}
    version = policy_of(pools, rules, sla={"warn_after": "3h", "max_offers": 9, "clock": "business"})
    terms = decide_one(equals(1), version).sla
    assert (terms.accept_within, terms.warn_after, terms.revoke_after) == (300, 10_800, 172_800)
    assert (terms.max_offers, terms.clock) == (2, "business")


def test_after_the_most_offers_a_person_decides() -> None:
    version = policy(sla={"max_offers": 2})
    assert decide_one(equals(5), version, offers_made=1).outcome == "route"
    assert decide_one(equals(5), version, offers_made=2).review_reason == "max_offers_reached"


def test_former_holders_are_never_offered_again() -> None:
    partner_table, routing_state = equals(4), None
    held: tuple[str, ...] = ()
    routing_state = RoutingState.build(partner_table)
    for _ in range(4):
        decision = decide_one(
            partner_table, policy(sla={"max_offers": 9}), routing_state, previous_partner_ids=held
        )
        assert decision.partner_id is not None
        assert decision.partner_id not in held
        held = (*held, decision.partner_id)
    assert decide_one(partner_table, policy(), routing_state, previous_partner_ids=held).reason_counts() == {
        "already_offered": 4
    }


def test_deciding_changes_nothing_until_applied() -> None:
    partner_table = equals(3)
    routing_state = RoutingState.build(partner_table)
    first = [decide(lead(), policy(), partner_table, routing_state, NOW).partner_id for _ in range(5)]
    assert len(set(first)) == 1
    assert not routing_state.counts.any()
    assert not routing_state.credit("pool").any()


def test_a_routing_state_of_another_partner_table_is_refused() -> None:
    with pytest.raises(ValueError, match="another partner table"):
        decide(lead(), policy(), equals(2), RoutingState.build(equals(2)), NOW)


def test_the_engine_charges_exactly_as_the_allocator_on_bare_numbers() -> None:
    partner_table = partner_table_of(*(PartnerFacts(id=f"p{n}", weight=n + 1) for n in range(6)))
    routing_state = RoutingState.build(partner_table)
    decisions = decide_batch(leads(200), policy("weighted"), partner_table, routing_state, NOW)
    order = partner_table.tie_rank("pool").argsort()
    weights, credit = partner_table.weight[order], np.zeros(6, dtype=np.int64)
    bare = [partner_table.ids[order[int(allot(credit, weights))]] for _ in range(200)]
    assert chosen(decisions) == bare
    assert (routing_state.credit("pool")[order] == credit).all()


partners = st.lists(
    st.builds(
        lambda **facts: facts,
        status=st.sampled_from(["active", "inactive", "probation"]),
        tier=st.sampled_from(["platinum", "gold", None]),
        weight=st.integers(0, 5),
        capacity=st.sampled_from([None, 0, 1, 3]),
        daily_cap=st.sampled_from([None, 2]),
        specialisations=st.sampled_from([(), ("health",)]),
        territories=st.sampled_from([(), (Territory("US"),), (Territory("US", "US-TX"), Territory("DE"))]),
        latitude=st.sampled_from([None, 30.0]),
        longitude=st.just(-97.0),
        closed_won=st.integers(0, 9),
        closed_lost=st.integers(0, 9),
    ),
    min_size=0,
    max_size=8,
)
pools = st.builds(
    lambda **pool: {name: value for name, value in pool.items() if value is not None},
    method=st.sampled_from(
        ["round_robin", "weighted", "nearest", "territory", "performance", "open_load", "claim"]
    ),
    require=st.sampled_from([[], ["territory"], ["industry", "territory"]]),
    prefer=st.sampled_from([[], ["territory_specificity", "specialisation"], ["tier", "conversion"]]),
    max_per_account=st.sampled_from([None, 2]),
)
incoming = st.lists(
    st.builds(
        lambda **facts: facts,
        country=st.sampled_from([None, "US", "DE"]),
        region=st.sampled_from([None, "US-TX"]),
        industry=st.sampled_from([None, "health"]),
        account=st.sampled_from([None, "example.com"]),
        latitude=st.sampled_from([None, 30.1]),
        longitude=st.just(-97.0),
        previous_partner_ids=st.sampled_from([(), ("p0",), ("p1", "p2")]),
        sticky_partner_id=st.sampled_from([None, "p1"]),
        protected_partner_id=st.sampled_from([None, None, "p2"]),
    ),
    min_size=1,
    max_size=12,
)


def build(found: list[dict[str, Any]]) -> PartnerTable:
    return partner_table_of(*(PartnerFacts(id=f"p{number}", **facts) for number, facts in enumerate(found)))


@given(partners, pools, incoming)
@settings(max_examples=250, deadline=None)
def test_whatever_comes_every_partner_is_explained_and_every_limit_holds(
    found: list[dict[str, Any]], pool: dict[str, Any], arriving: list[dict[str, Any]]
) -> None:
    partner_table = build(found)
    routing_state = RoutingState.build(partner_table)
    version = policy(**pool)
    batch = [LeadFacts(id=f"l{n}", received_at=NOW, **facts) for n, facts in enumerate(arriving)]
    decisions = decide_batch(batch, version, partner_table, routing_state, NOW)
    for decision, facts in zip(decisions, arriving, strict=True):
        competing = {partner_table.ids[position] for position in decision.eligible}
        for partner_id in partner_table.ids:
            assert (partner_id in competing) == (decision.reason_codes(partner_id) == ())
        taken = {*decision.invited_ids, *([decision.partner_id] if decision.partner_id else [])}
        assert taken <= competing
        assert (decision.outcome == "route") == bool(competing)
        assert not taken & set(facts["previous_partner_ids"])
        assert int(decision.deltas().sum()) == 0
    assert (routing_state.counts[:, 0] <= partner_table.capacity).all()
    assert (routing_state.counts[:, 1] <= partner_table.caps[:, 0]).all()
    assert all(int(column.sum()) == 0 for column in routing_state.credits.values())


@given(partners, pools, incoming)
@settings(max_examples=150, deadline=None)
def test_caches_change_nothing(
    found: list[dict[str, Any]], pool: dict[str, Any], arriving: list[dict[str, Any]]
) -> None:
    """One warm partner table for all leads, or everything built anew for every lead: the same decisions."""
    version = policy(**pool)
    batch = [LeadFacts(id=f"l{n}", received_at=NOW, **facts) for n, facts in enumerate(arriving)]
    warm_partner_table = build(found)
    warm = decide_batch(batch, version, warm_partner_table, RoutingState.build(warm_partner_table), NOW)
    routing_state = RoutingState.build(build(found))
    for one, expected in zip(batch, warm, strict=True):
        cold = decide(one, policy(**pool), routing_state.partner_table, routing_state, NOW)
        assert (cold.partner_id, cold.invited_ids) == (expected.partner_id, expected.invited_ids)
        assert (cold.reasons == expected.reasons).all()
        assert (cold.eligible == expected.eligible).all()
        assert (cold.weights == expected.weights).all()
        routing_state.apply(cold)
        routing_state = routing_state.moved_to(build(found))


def test_the_order_partners_are_read_in_decides_nothing() -> None:
    some = [PartnerFacts(id=f"p{n}", weight=n % 3 + 1) for n in range(9)]
    one, two = partner_table_of(*some), partner_table_of(*reversed(some))
    first = decide_batch(leads(30), policy("weighted"), one, RoutingState.build(one), NOW)
    second = decide_batch(leads(30), policy("weighted"), two, RoutingState.build(two), NOW)
    assert chosen(first) == chosen(second)
    assert one.digest == two.digest
