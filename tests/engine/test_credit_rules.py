"""Each rule of credit, by what it forbids."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.engine import LEAD, Decision, PartnerFacts, PartnerTable, RoutingState, Version
from routing.engine.allot import allot
from routing.engine.credit_changes import change_after, joining, leaving
from routing.engine.decide import decide_batch
from routing.engine.fairness import harmonic
from tests.engine.builders import NOW, chosen, decide_one, equals, leads, partner_table_of, policy

ROUND_ROBIN = policy()


def run(
    partner_table: PartnerTable, routing_state: RoutingState, count: int, version: Version = ROUND_ROBIN
) -> list[Decision]:
    return decide_batch(leads(count), version, partner_table, routing_state, NOW)


def on(
    partner_table: PartnerTable, routing_state: RoutingState, **facts: object
) -> tuple[PartnerTable, RoutingState]:
    """The same routing state with p0's facts changed."""
    changed = partner_table.with_partner(replace(partner_table["p0"], **facts))  # type: ignore[arg-type]
    return changed, routing_state.moved_to(changed)


def credit_of(routing_state: RoutingState, partner_id: str) -> int:
    return int(routing_state.credit("pool")[routing_state.partner_table.position(partner_id)])


MISSING = {
    "away": {"absences": ((date(2026, 3, 1), date(2026, 3, 10)),)},
    "paused": {"paused_until": NOW + timedelta(days=1)},
    "paused_missed": {"paused_missed": True},
    "full": {"capacity": 0},
    "inactive": {"status": "inactive"},
}


@pytest.mark.parametrize("why", MISSING)
def test_no_one_returns_with_a_claim_or_a_debt_for_the_time_it_was_missing(why: str) -> None:
    partner_table = equals(5)
    routing_state = RoutingState.build(partner_table)
    run(partner_table, routing_state, 13)
    before = credit_of(routing_state, "p0")
    gone, routing_state = on(partner_table, routing_state, **MISSING[why])
    assert "p0" not in chosen(run(gone, routing_state, 200))
    assert credit_of(routing_state, "p0") == before


@pytest.mark.parametrize("why", MISSING)
def test_no_one_returns_to_a_flood(why: str) -> None:
    partner_table = equals(5)
    routing_state = RoutingState.build(partner_table)
    gone, routing_state = on(partner_table, routing_state, **MISSING[why])
    run(gone, routing_state, 200)
    back = partner_table.with_partner(partner_table["p0"])
    routing_state = routing_state.moved_to(back)
    received = chosen(run(back, routing_state, 50)).count("p0")
    assert 9 <= received <= 11
    assert chosen(run(back, routing_state, 2)).count("p0") <= 1


def test_no_newcomer_starts_behind_or_ahead() -> None:
    partner_table = equals(5)
    routing_state = RoutingState.build(partner_table)
    run(partner_table, routing_state, 503)
    owed = {"pool": {partner_id: credit_of(routing_state, partner_id) for partner_id in partner_table.ids}}
    grown = equals(6)
    later = RoutingState.build(grown, credits=owed)
    assert credit_of(later, "p5") == 0
    received = chosen(run(grown, later, 60)).count("p5")
    assert received == 10


def test_a_changed_weight_does_not_reach_back() -> None:
    partner_table, weighted = equals(4), policy("weighted")
    routing_state = RoutingState.build(partner_table)
    run(partner_table, routing_state, 400, weighted)
    heavier, routing_state = on(partner_table, routing_state, weight=5)
    received = chosen(run(heavier, routing_state, 80, weighted)).count("p0")
    assert abs(received - 80 * 5 / 8) <= 2


def test_a_decline_is_not_free_by_default() -> None:
    decision = decide_one(equals(3), ROUND_ROBIN)
    assert change_after(decision, "declined") == {}


def test_a_decline_is_not_charged_where_the_pool_says_so() -> None:
    partner_table = equals(3)
    routing_state = RoutingState.build(partner_table)
    decision = run(partner_table, routing_state, 1)[0]
    changes = change_after(decision, "declined", decline_counts=False)
    assert changes == {partner_id: -credit_of(routing_state, partner_id) for partner_id in partner_table.ids}


@pytest.mark.parametrize("end", ["expired", "revoked", "accepted", "closed"])
def test_no_missed_window_gives_the_turn_back(end: str) -> None:
    assert change_after(decide_one(equals(3), ROUND_ROBIN), end) == {}


@pytest.mark.parametrize("end", ["withdrawn", "duplicate", "spam"])
def test_no_one_pays_for_a_lead_the_vendor_took_back(end: str) -> None:
    partner_table = equals(3)
    routing_state = RoutingState.build(partner_table)
    before = routing_state.credit("pool").copy()
    decision = run(partner_table, routing_state, 1)[0]
    changes = change_after(decision, end)
    assert sum(changes.values()) == 0
    assert decision.partner_id is not None
    assert changes[decision.partner_id] > 0
    after = routing_state.credit("pool") + [changes.get(partner_id, 0) for partner_id in partner_table.ids]
    assert (after == before).all()


def test_no_end_of_an_offer_goes_unnamed() -> None:
    with pytest.raises(ValueError, match="vanished"):
        change_after(decide_one(equals(3), ROUND_ROBIN), "vanished")


def test_no_one_keeps_an_old_claim_when_joining_again() -> None:
    changes = joining({"p0": 5, "p1": -2, "p2": -3}, "p0")
    assert changes["p0"] == -5
    assert sum(changes.values()) == 0


def test_a_manual_assignment_does_not_move_the_order() -> None:
    partner_table = equals(3)
    routing_state, untouched = RoutingState.build(partner_table), RoutingState.build(partner_table)
    run(partner_table, routing_state, 2)
    run(partner_table, untouched, 2)
    routing_state.release("p1")  # the channel manager took it from p1 and gave it to someone by hand
    assert chosen(run(partner_table, routing_state, 9)) == chosen(run(partner_table, untouched, 9))


weights_then_leaver = st.integers(2, 7).flatmap(
    lambda members: st.tuples(
        st.lists(st.lists(st.integers(1, 1000), min_size=members, max_size=members), min_size=1, max_size=40),
        st.integers(0, members - 1),
    )
)


@given(weights_then_leaver)
@settings(max_examples=300, deadline=None)
def test_no_leaver_takes_credit_along_or_breaks_the_bounds(case: tuple[list[list[int]], int]) -> None:
    steps, leaver = case
    credit = np.zeros(len(steps[0]), dtype=np.int64)
    for weights in steps:
        allot(credit, np.array(weights, dtype=np.int64))
    owed = {f"p{place}": value for place, value in enumerate(credit.tolist())}
    changes = leaving(owed, f"p{leaver}")
    assert sum(changes.values()) == 0
    left = np.array([v + changes.get(k, 0) for k, v in owed.items() if k != f"p{leaver}"], dtype=np.int64)
    assert owed[f"p{leaver}"] + changes.get(f"p{leaver}", 0) == 0
    members = len(credit)
    top = np.sort(left)[::-1].cumsum()
    for group, value in enumerate(top.tolist(), start=1):
        assert value <= group * (harmonic(members) - harmonic(group)) * LEAD + members
    assert left.min() >= min(0, credit.min()) - members


def test_credits_are_whole_and_sum_to_exactly_zero_for_ever() -> None:
    partner_table = partner_table_of(*(PartnerFacts(id=f"p{n}", weight=n * n + 1) for n in range(37)))
    routing_state = RoutingState.build(partner_table)
    run(partner_table, routing_state, 3000, policy("weighted"))
    assert routing_state.credit("pool").dtype == np.int64
    assert int(routing_state.credit("pool").sum()) == 0
