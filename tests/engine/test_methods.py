"""Every method and preference: who comes first, by how much, and what the others are told."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from routing.engine import LEAD, PartnerFacts, PartnerTable, RoutingState, Territory, Version, decide_batch
from routing.engine.factors import factor_parts
from routing.engine.methods.tiered import inherited
from routing.engine.router import Router
from tests.engine.builders import (
    NOW,
    chosen,
    decide_one,
    equals,
    lead,
    leads,
    partner_table_of,
    policy,
    reasons,
)


def received(
    partner_table: PartnerTable,
    version: Version,
    count: int,
    routing_state: RoutingState | None = None,
    **facts: Any,
) -> Counter[str | None]:
    routing_state = routing_state or RoutingState.build(partner_table)
    return Counter(chosen(decide_batch(leads(count, **facts), version, partner_table, routing_state, NOW)))


def shares(
    partner_table: PartnerTable, version: Version, routing_state: RoutingState | None = None, **facts: Any
) -> dict[str, float]:
    """Each contender's part of the next lead."""
    decision = decide_one(partner_table, version, routing_state, **facts)
    assert decision.contest is not None
    parts = zip(decision.eligible.tolist(), decision.contest.pay.tolist(), strict=True)
    return {partner_table.ids[position]: pay / LEAD for position, pay in sorted(parts)}


def test_round_robin_gives_one_turn_each_in_every_round() -> None:
    partner_table = equals(7)
    decisions = decide_batch(leads(70), policy(), partner_table, RoutingState.build(partner_table), NOW)
    for start in range(0, 70, 7):
        assert len(set(chosen(decisions[start : start + 7]))) == 7


def test_round_robin_ignores_weights() -> None:
    partner_table = partner_table_of(PartnerFacts(id="a", weight=9), PartnerFacts(id="b"))
    assert received(partner_table, policy(), 10) == {"a": 5, "b": 5}


def test_weighted_follows_the_weights_smoothly() -> None:
    partner_table = partner_table_of(
        PartnerFacts(id="a", weight=5), PartnerFacts(id="b", weight=1), PartnerFacts(id="c", weight=1)
    )
    order = chosen(
        decide_batch(leads(14), policy("weighted"), partner_table, RoutingState.build(partner_table), NOW)
    )
    assert Counter(order) == {"a": 10, "b": 2, "c": 2}
    assert "aaaaa" not in "".join(partner or "" for partner in order)


def test_ties_favour_no_name_and_differ_between_pools() -> None:
    partner_table = equals(9)
    firsts = {
        decide_one(partner_table, version).partner_id
        for version in (policy_named(f"pool-{number}") for number in range(30))
    }
    assert len(firsts) >= 5


def policy_named(name: str) -> Version:
    from tests.engine.builders import policy_of

    return policy_of({name: {"method": "round_robin"}})


TIERED = {"method": "tiered", "shares": {"platinum": 60, "gold": 25, "silver": 15}}


def tiered_partner_table(platinum: int = 2, gold: int = 4, silver: int = 6) -> PartnerTable:
    sizes = {"platinum": platinum, "gold": gold, "silver": silver}
    return partner_table_of(
        *(
            PartnerFacts(id=f"{tier}{n}", tier=tier, capacity=None)
            for tier, size in sizes.items()
            for n in range(size)
        )
    )


def by_tier(counts: Counter[str | None]) -> Counter[str]:
    found: Counter[str] = Counter()
    for partner_id, count in counts.items():
        found[(partner_id or "").rstrip("0123456789")] += count
    return found


def test_tiers_get_their_shares_and_partners_equal_parts_within() -> None:
    counts = received(tiered_partner_table(), policy(**TIERED), 1200)
    assert by_tier(counts) == {"platinum": 720, "gold": 300, "silver": 180}
    assert {counts[f"gold{n}"] for n in range(4)} == {75}


def test_weights_count_within_a_tier_only() -> None:
    partner_table = partner_table_of(
        PartnerFacts(id="p", tier="platinum"),
        PartnerFacts(id="g1", tier="gold", weight=1),
        PartnerFacts(id="g3", tier="gold", weight=3),
    )
    version = policy("tiered", shares={"platinum": 50, "gold": 50})
    assert received(partner_table, version, 80) == {"p": 40, "g1": 10, "g3": 30}


def test_an_empty_tiers_share_goes_to_the_next_in_order_and_is_not_owed_later() -> None:
    version = policy(**TIERED, tier_order=["platinum", "gold", "silver"])
    full = partner_table_of(
        *(PartnerFacts(id=f"platinum{n}", tier="platinum", capacity=0) for n in range(2)),
        *(PartnerFacts(id=f"gold{n}", tier="gold") for n in range(4)),
        *(PartnerFacts(id=f"silver{n}", tier="silver") for n in range(6)),
    )
    routing_state = RoutingState.build(full)
    assert by_tier(received(full, version, 400, routing_state)) == {"gold": 340, "silver": 60}
    back = tiered_partner_table()
    after = received(back, version, 1200, routing_state.moved_to(back))
    for tier, count in {"platinum": 720, "gold": 300, "silver": 180}.items():
        assert abs(by_tier(after)[tier] - count) <= 6


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ([True, True, True], [60, 25, 15]),
        ([False, True, True], [0, 85, 15]),
        ([True, False, True], [60, 0, 40]),
        ([True, True, False], [75, 25, 0]),
        ([False, False, True], [0, 0, 100]),
        ([False, False, False], [60, 25, 15]),
    ],
)
def test_where_an_empty_tiers_share_goes(present: list[bool], expected: list[float]) -> None:
    assert inherited([60, 25, 15], present) == expected


def test_a_steady_flow_to_emerging_partners_is_one_pool() -> None:
    version = policy("tiered", shares={"gold": 60, "silver": 40})
    counts = by_tier(received(tiered_partner_table(), version, 500))
    assert counts == {"gold": 300, "silver": 200}


AUSTIN, DALLAS, NEW_YORK = (30.27, -97.74), (32.78, -96.80), (40.71, -74.01)


def at(partner_id: str, place: tuple[float, float] | None) -> PartnerFacts:
    return PartnerFacts(id=partner_id, latitude=place and place[0], longitude=place and place[1])


def test_the_nearest_band_takes_turns_and_the_others_are_told_why() -> None:
    partner_table = partner_table_of(
        at("austin", AUSTIN),
        at("suburb", (30.5, -97.7)),
        at("dallas", DALLAS),
        at("far", NEW_YORK),
        at("lost", None),
    )
    version = policy("nearest", nearest={"bands_km": [50, 400]})
    decision = decide_one(partner_table, version, latitude=30.3, longitude=-97.7)
    assert reasons(decision) == {"dallas": ("farther",), "far": ("farther",), "lost": ("farther",)}
    assert received(partner_table, version, 10, latitude=30.3, longitude=-97.7) == {"austin": 5, "suburb": 5}


def test_the_next_band_serves_when_the_nearest_is_full() -> None:
    partner_table = partner_table_of(at("austin", AUSTIN), at("dallas", DALLAS), at("far", NEW_YORK))
    routing_state = RoutingState.build(
        partner_table.with_partner(PartnerFacts("austin", capacity=0, latitude=30.27, longitude=-97.74))
    )
    decision = decide_one(
        routing_state.partner_table, policy("nearest"), routing_state, latitude=30.3, longitude=-97.7
    )
    assert decision.partner_id == "dallas"


def test_without_a_place_all_compete() -> None:
    partner_table = partner_table_of(at("austin", AUSTIN), at("far", NEW_YORK))
    assert received(partner_table, policy("nearest"), 10) == {"austin": 5, "far": 5}


def test_territory_puts_postal_before_region_before_country() -> None:
    partner_table = partner_table_of(
        PartnerFacts("world", territories=(Territory(),)),
        PartnerFacts("country", territories=(Territory("US"),)),
        PartnerFacts("region", territories=(Territory("US", "US-TX"),)),
        PartnerFacts("postal", territories=(Territory("US", postal_prefix="787"),)),
    )
    version = policy("territory")
    where = {"country": "US", "region": "US-TX"}
    assert received(partner_table, version, 4, **where, postal_code="78701") == {"postal": 4}
    assert received(partner_table, version, 4, **where, postal_code="75001") == {"region": 4}
    assert received(partner_table, version, 4, country="US") == {"country": 4}
    assert received(partner_table, version, 4, country="FR") == {"world": 4}


def test_the_one_with_no_open_leads_is_not_skipped_by_least_busy() -> None:
    partner_table = equals(3, capacity=10)
    routing_state = RoutingState.build(partner_table, open_counts={"p0": 4, "p1": 1})
    decision = decide_one(partner_table, policy("open_load"), routing_state)
    assert decision.partner_id == "p2"
    assert reasons(decision) == {"p0": ("busier",), "p1": ("busier",)}


def test_open_load_is_relative_to_capacity() -> None:
    partner_table = partner_table_of(PartnerFacts("big", capacity=100), PartnerFacts("small", capacity=5))
    routing_state = RoutingState.build(partner_table, open_counts={"big": 10, "small": 1})
    assert decide_one(partner_table, policy("open_load"), routing_state).partner_id == "big"


def test_closed_leads_do_not_count_as_load() -> None:
    partner_table = equals(2, capacity=10)
    routing_state = RoutingState.build(partner_table, open_counts={"p0": 3, "p1": 2})
    routing_state.release("p0", leads=2)
    assert decide_one(partner_table, policy("open_load"), routing_state).partner_id == "p0"


def test_open_load_sees_the_leads_of_its_own_batch() -> None:
    assert set(received(equals(4, capacity=10), policy("open_load"), 20).values()) == {5}


def performers(**more: Any) -> PartnerTable:
    return partner_table_of(
        PartnerFacts("good", closed_won=60, closed_lost=40, **more),
        PartnerFacts("poor", closed_won=2, closed_lost=98, **more),
        PartnerFacts("lucky", closed_won=1, closed_lost=0, **more),
        PartnerFacts("new", **more),
    )


def test_performance_orders_by_results_without_believing_one_lucky_win() -> None:
    found = shares(performers(), policy("performance"))
    assert found["good"] > found["lucky"] > found["new"] > found["poor"]
    assert found["lucky"] - found["new"] < 0.03
    assert sum(found.values()) == pytest.approx(1, abs=1e-6)


def test_performance_starves_nobody() -> None:
    found = shares(performers(), policy("performance", performance={"floor_share": 0.4}))
    assert all(share >= 0.4 / 4 - 1e-5 for share in found.values())


def test_a_win_rate_below_the_threshold_steps_down() -> None:
    mild = shares(performers(), policy("performance", performance={"floor_share": 0, "below_win_rate": 0}))
    steep = shares(
        performers(),
        policy("performance", performance={"floor_share": 0, "below_win_rate": 0.1, "step": 0.5}),
    )
    assert steep["poor"] / steep["good"] == pytest.approx(mild["poor"] / mild["good"] / 2, rel=1e-4)


def test_faster_first_action_weighs_more_within_limits() -> None:
    partner_table = partner_table_of(
        *(
            PartnerFacts(f"p{n}", median_ttfa_seconds=ttfa)
            for n, ttfa in enumerate([60.0, 3600.0, 3600.0, 10**6, None])
        )
    )
    found = shares(partner_table, policy("performance", performance={"floor_share": 0}))
    assert found["p0"] == pytest.approx(2 * found["p1"], rel=1e-4)
    assert found["p3"] == pytest.approx(found["p1"] / 2, rel=1e-4)
    assert found["p4"] == pytest.approx(found["p1"], rel=1e-4)


def test_best_match_adds_points_for_each_fitting_capability() -> None:
    partner_table = partner_table_of(
        PartnerFacts("both", certifications={"a": None, "b": None}),
        PartnerFacts("one", certifications={"a": None}, specialisations=("health",)),
        PartnerFacts(
            "expired", certifications={"a": None, "b": date(2020, 1, 1)}, specialisations=("health",)
        ),
    )
    version = policy("best_match", best_match={"points": {"certification": 3, "industry": 2}})
    facts = {"industry": "health", "required_certifications": ("a", "b")}
    decision = decide_one(partner_table, version, **facts)
    assert decision.partner_id == "both"
    assert reasons(decision) == {"one": ("fewer_points",), "expired": ("fewer_points",)}


def test_a_claim_invites_several_in_turns_and_counts_part_of_a_turn_each() -> None:
    partner_table = equals(5)
    routing_state = RoutingState.build(partner_table)
    decisions = decide_batch(
        leads(10), policy("claim", claim={"invite": 2}), partner_table, routing_state, NOW
    )
    invited = Counter(partner for decision in decisions for partner in decision.invited_ids)
    assert set(invited.values()) == {4}
    assert all(decision.partner_id is None for decision in decisions)
    assert int(routing_state.credit("pool").sum()) == 0
    assert routing_state.counts[:, 0].sum() == 0


def test_a_claim_has_a_limit_per_partner_a_day() -> None:
    partner_table = equals(3)
    version = policy("claim", claim={"invite": 3, "per_day": 2})
    decisions = decide_batch(leads(3), version, partner_table, RoutingState.build(partner_table), NOW)
    assert [len(decision.invited_ids) for decision in decisions] == [3, 3, 0]
    assert decisions[2].reason_counts() == {"cap_day": 3}


def test_a_broadcast_invites_the_best() -> None:
    partner_table = partner_table_of(
        PartnerFacts("a"),
        PartnerFacts("b", specialisations=("health",)),
        PartnerFacts("c", specialisations=("health",)),
    )
    version = policy("broadcast", broadcast={"invite": 2}, best_match={"points": {"industry": 1}})
    assert set(decide_one(partner_table, version, industry="health").invited_ids) == {"b", "c"}


def test_manual_suggests_and_assigns_nobody() -> None:
    partner_table = partner_table_of(PartnerFacts("a", weight=3), PartnerFacts("b"))
    routing_state = RoutingState.build(partner_table)
    decision = decide_one(partner_table, policy("manual"), routing_state)
    assert (decision.outcome, decision.review_reason) == ("review", "manual")
    assert decision.suggested_ids == ("a", "b")
    assert not routing_state.credit("pool").any()


PREFERENCES = [
    (
        "territory_specificity",
        {"territories": (Territory("US", "US-TX"),)},
        {"country": "US", "region": "US-TX"},
        "territory_less_specific",
    ),
    ("specialisation", {"specialisations": ("health",)}, {"industry": "health"}, "not_specialist"),
    (
        "certification",
        {"certifications": {"a": None}},
        {"required_certifications": ("a",)},
        "fewer_certifications",
    ),
    (
        "conversion",
        {"category_results": {"siem": (40, 10)}},
        {"product_categories": ("siem",)},
        "lower_conversion",
    ),
    ("tier", {"tier": "platinum"}, {}, "lower_tier"),
    ("language", {"languages": ("de-AT",)}, {"languages": ("de",)}, "language_less_exact"),
]


@pytest.mark.parametrize(("name", "better", "facts", "reason"), PREFERENCES)
def test_a_preference_narrows_and_tells_the_others(
    name: str, better: dict[str, Any], facts: dict[str, Any], reason: str
) -> None:
    plain = {"territories": (Territory("US"),), "tier": "gold", "category_results": {"siem": (10, 40)}}
    partner_table = partner_table_of(
        PartnerFacts("plain", **plain), PartnerFacts("better", **{**plain, **better})
    )
    decision = decide_one(partner_table, policy(prefer=[name]), **facts)
    assert decision.partner_id == "better"
    assert reasons(decision) == {"plain": (reason,)}
    assert [(step.name, step.kept, step.of) for step in decision.steps] == [(name, 1, 2)]


def test_preferences_apply_in_the_pools_order() -> None:
    partner_table = partner_table_of(
        PartnerFacts("high", tier="platinum"), PartnerFacts("fit", tier="gold", specialisations=("health",))
    )
    first = decide_one(partner_table, policy(prefer=["tier", "specialisation"]), industry="health")
    second = decide_one(partner_table, policy(prefer=["specialisation", "tier"]), industry="health")
    assert (first.partner_id, second.partner_id) == ("high", "fit")


def test_the_partner_who_works_with_the_account_comes_first_if_it_can() -> None:
    partner_table = equals(3)
    decision = decide_one(partner_table, policy(), sticky_partner_id="p2")
    assert decision.partner_id == "p2"
    assert reasons(decision) == {"p0": ("not_owner",), "p1": ("not_owner",)}
    full = partner_table.with_partner(PartnerFacts("p2", capacity=0))
    assert decide_one(full, policy(), sticky_partner_id="p2").partner_id in ("p0", "p1")


def test_investments_raise_weights_up_to_their_caps_and_show() -> None:
    partner_table = partner_table_of(
        PartnerFacts("plain", certifications={"a": None}),
        PartnerFacts(
            "keen",
            training_score=1.0,
            mdf_participation=0.5,
            certifications={"a": None, "b": None, "c": None, "old": date(2020, 1, 1)},
        ),
    )
    version = policy(
        "weighted",
        partners={"certifications": ["a"]},
        factors={"training": 0.2, "mdf": {"per": 0.4, "cap": 0.1}, "extra_certifications": 0.05},
    )
    found = shares(partner_table, version)
    assert found["keen"] / found["plain"] == pytest.approx(1 + 0.2 + 0.1 + 0.1, rel=1e-3)
    case = Router(version, partner_table).case(
        version.pools["pool"], lead(), RoutingState.build(partner_table), NOW
    )
    parts = {
        part.name: (part.value, round(part.added, 6))
        for part in factor_parts(case, partner_table.position("keen"))
    }
    assert parts == {"training": (1.0, 0.2), "mdf": (0.5, 0.1), "extra_certifications": (2.0, 0.1)}
