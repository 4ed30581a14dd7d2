"""Simulation and path to more leads: time passes, nothing is written, figures add up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from routing.engine import (
    LeadFacts,
    Outcomes,
    PartnerFacts,
    Past,
    RoutingState,
    Territory,
    path_to_more,
    simulate,
)
from routing.engine.decide import decide_batch
from routing.engine.fairness import (
    gini_index,
    jain_index,
    largest_deviation,
    satisfaction,
    shares_of,
    starved,
)
from tests.engine.builders import NOW, equals, lead, leads, partner_table_of, policy, policy_of

START = datetime(2026, 1, 1, tzinfo=UTC)


def stream(count: int, every: timedelta = timedelta(hours=1), **facts: Any) -> list[LeadFacts]:
    return [LeadFacts(id=f"l{n:06d}", received_at=START + n * every, **facts) for n in range(count)]


def test_a_simulation_adds_up_and_writes_nothing() -> None:
    partner_table = partner_table_of(
        PartnerFacts("a", tier="gold", weight=2), PartnerFacts("b", tier="silver")
    )
    routing_state = RoutingState.build(partner_table)
    result = simulate(stream(300, region="US-TX"), policy("weighted"), partner_table, routing_state)
    assert result.completed
    assert result.by_partner == {"a": pytest.approx(200), "b": pytest.approx(100)}
    assert result.by_tier == {"gold": pytest.approx(200), "silver": pytest.approx(100)}
    assert (result.by_region, result.by_pool, result.outcomes) == (
        {"US-TX": 300},
        {"pool": 300},
        {"route": 300},
    )
    assert result.largest_deviation <= 0.5
    assert not routing_state.counts.any()
    assert not routing_state.credits


def test_a_simulation_is_deterministic() -> None:
    partner_table, version = equals(5, capacity=3), policy("performance", caps={"day": 2})
    first, second = (
        simulate(stream(400), version, partner_table, RoutingState.build(partner_table)) for _ in range(2)
    )
    assert first == second


def test_leads_close_and_make_room_again() -> None:
    partner_table = equals(1, capacity=2)
    run = stream(10, every=timedelta(days=1))
    kept = simulate(
        run,
        policy(),
        partner_table,
        RoutingState.build(partner_table),
        Outcomes(open_for=timedelta(days=365)),
    )
    freed = simulate(
        run,
        policy(),
        partner_table,
        RoutingState.build(partner_table),
        Outcomes(open_for=timedelta(hours=30)),
    )
    assert kept.outcomes == {"route": 2, "review": 8}
    assert kept.unroutable_reasons == {"capacity": 8}
    assert kept.limit_hits == {"p0": 8}
    assert freed.outcomes == {"route": 10}


def test_days_weeks_and_months_end_in_the_partners_zone() -> None:
    tokyo = partner_table_of(PartnerFacts("t", time_zone="Asia/Tokyo", daily_cap=1))
    around_midnight = [lead(0), replace(lead(1), received_at=NOW + timedelta(minutes=30))]
    assert simulate(around_midnight, policy(), tokyo, RoutingState.build(tokyo)).outcomes == {
        "review": 1,
        "route": 1,
    }
    next_day = [lead(0), replace(lead(1), received_at=NOW.replace(hour=14))]
    assert simulate(next_day, policy(), tokyo, RoutingState.build(tokyo)).outcomes == {"route": 2}
    weekly = partner_table_of(PartnerFacts("w", weekly_cap=1))
    daily = stream(28, every=timedelta(days=1))  # from Thursday 1 January: weeks end on 5, 12, 19, 26
    assert simulate(daily, policy(), weekly, RoutingState.build(weekly)).outcomes["route"] == 5
    monthly = partner_table_of(PartnerFacts("m", monthly_cap=1))
    assert (
        simulate(
            stream(60, every=timedelta(days=1)), policy(), monthly, RoutingState.build(monthly)
        ).outcomes["route"]
        == 3
    )


def test_a_simulation_can_be_stopped() -> None:
    partner_table = equals(2)
    result = simulate(
        stream(5000),
        policy(),
        partner_table,
        RoutingState.build(partner_table),
        progress=lambda done: done < 2000,
    )
    assert (result.completed, result.leads) == (False, 2000)


def test_expected_wins_come_from_smoothed_rates() -> None:
    partner_table = partner_table_of(
        PartnerFacts("a", closed_won=50, closed_lost=50), PartnerFacts("b", closed_won=0, closed_lost=100)
    )
    result = simulate(stream(100), policy(), partner_table, RoutingState.build(partner_table))
    assert 20 < result.expected_wins < 35


def test_entitled_and_received_agree_within_the_bound() -> None:
    partner_table = partner_table_of(*(PartnerFacts(f"p{n}", weight=n + 1) for n in range(4)))
    decisions = decide_batch(
        leads(333), policy("weighted"), partner_table, RoutingState.build(partner_table), NOW
    )
    shares = shares_of(decisions)
    assert sum(share.received for share in shares) == pytest.approx(333, abs=1e-5)
    assert largest_deviation(shares) <= 1 + 1 / 2 + 1 / 3 + 1 / 4 - 1
    assert shares[3].entitled == pytest.approx(333 * 0.4, abs=1e-5)
    assert not starved(shares)
    assert jain_index(satisfaction(shares)) > 0.999


def test_indices_know_equal_from_unequal() -> None:
    assert jain_index([5, 5, 5, 5]) == pytest.approx(1)
    assert jain_index([1, 0, 0, 0]) == pytest.approx(0.25)
    assert gini_index([5, 5, 5, 5]) == pytest.approx(0)
    assert gini_index([1, 0, 0, 0]) == pytest.approx(0.75)
    assert (jain_index([]), gini_index([0, 0])) == (1.0, 0.0)


def past_of(**facts: Any) -> list[Past]:
    pools = {
        "certified": {
            "method": "round_robin",
            "partners": {"certifications": ["siem"]},
            "require": ["territory"],
        },
        "wide": {"method": "round_robin", "require": ["territory"]},
    }
    rules = [
        {
            "name": "siem",
            "when": {"field": "products", "op": "includes", "value": "siem"},
            "then": "route",
            "pool": "certified",
        },
        {"name": "rest", "then": "route", "pool": "wide"},
    ]
    version = policy_of(pools, rules)
    texas = (Territory("US", "US-TX"),)
    partner_table = partner_table_of(
        PartnerFacts("me", territories=texas, **facts),
        PartnerFacts("other", territories=(Territory("US"),), certifications={"siem": None}),
    )
    routing_state = RoutingState.build(partner_table)
    return [
        Past(
            lead(n, country="US", region=("US-TX", "US-CA")[n % 2], products=("siem",) if n < 4 else ()),
            version,
            partner_table,
            routing_state,
            NOW,
        )
        for n in range(12)
    ]


CHANGES = [
    ({"certifications": {"siem": None}}, 2, 1.0),
    ({"territories": (Territory("US"),)}, 4, 2.0),
    ({"certifications": {"siem": None}, "territories": (Territory("US"),)}, 8, 4.0),
    ({"name": "Another name"}, 0, 0.0),
]


@pytest.mark.parametrize(("change", "more", "expected"), CHANGES)
def test_path_to_more_counts_what_a_change_would_have_brought(
    change: dict[str, Any], more: int, expected: float
) -> None:
    past = past_of()
    path = path_to_more(past, replace(past[0].partner_table["me"], **change))
    assert path.before.within_reach == 4
    assert path.more_within_reach == more
    assert path.more_expected == pytest.approx(expected)


def test_path_to_more_knows_capacity_and_signature() -> None:
    full = past_of(capacity=0)
    assert path_to_more(full, replace(full[0].partner_table["me"], capacity=5)).more_within_reach == 4
    unsigned = past_of(policy_signed=False)
    assert path_to_more(
        unsigned, replace(unsigned[0].partner_table["me"], policy_signed=True)
    ).more_expected == pytest.approx(2.0)
