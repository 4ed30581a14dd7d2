"""docs/fairness.md, theorem 4: no part above a cap, no minimum missed, credits within their bounds."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.engine import (
    Decision,
    LeadFacts,
    PartnerFacts,
    PartnerTable,
    RoutingState,
    Version,
    first_difference,
)
from routing.engine import hold_guard as guards
from routing.engine.credit import LEAD
from routing.engine.decide import decide_batch
from routing.engine.fairness import bound_any_eligibility
from routing.engine.replay import replay
from routing.engine.simulate import simulate
from tests.engine.builders import NOW, decide_one, lead, partner_table_of, policy, policy_of, reasons

INDUSTRIES = ("health", "steel", "retail")
PARTNERS = st.lists(
    st.tuples(
        st.integers(1, 50),
        st.sampled_from(["gold", "silver"]),
        st.sets(st.sampled_from(INDUSTRIES), min_size=1),
        st.booleans(),
    ),
    min_size=2,
    max_size=6,
)
LEADS = st.lists(st.sampled_from(INDUSTRIES), min_size=1, max_size=70)
METHODS = st.sampled_from(["weighted", "round_robin", "open_load", "performance"])


def table_of(partners: list[tuple[int, str, set[str], bool]]) -> PartnerTable:
    return partner_table_of(
        *(
            PartnerFacts(
                id=f"p{place}",
                name=f"Partner {place}",
                weight=weight,
                tier=tier,
                specialisations=tuple(sorted(industries)),
                joined_on=NOW.date() - timedelta(days=10 if is_new else 1000),
            )
            for place, (weight, tier, industries, is_new) in enumerate(partners)
        )
    )


def guarded(guard: dict[str, Any], method: str = "weighted") -> Version:
    return policy(method, require=["industry"], guard=guard)


def run(
    version: Version, table: PartnerTable, industries: list[str]
) -> Iterator[tuple[Decision, RoutingState]]:
    """Decision after decision, with the routing state after it."""
    state = RoutingState.build(table)
    for number, industry in enumerate(industries):
        [decision] = decide_batch([lead(number, industry=industry)], version, table, state, NOW)
        yield decision, state


def own_group(table: PartnerTable, key: str, place: int) -> set[str]:
    """Whose leads are counted together for the partner at this place."""
    facts = table.partners[place]
    if key == "partner":
        return {facts.id}
    if key == "newcomers":
        return {p.id for p in table.partners if p.joined_on and p.joined_on > NOW.date() - timedelta(days=90)}
    return {p.id for p in table.partners if p.tier == facts.tier}


def assert_cap(table: PartnerTable, decisions: list[Decision], key: str, percent: int, window: int) -> None:
    """In no stretch of the window more than the cap, but for leads given when everybody was at a cap."""
    most = max(1, percent * window // 100)
    groups = {frozenset(own_group(table, key, place)) for place in range(len(table))}
    routed = [each for each in decisions if each.partner_id]
    for group in groups:
        forced = [any(step.name == guards.LEAST_OVER for step in each.steps) for each in routed]
        for start in range(len(routed)):
            stretch = range(start, min(start + window, len(routed)))
            had = [place for place in stretch if routed[place].partner_id in group]
            extra = sum(forced[place] for place in had)
            assert len(had) <= most + extra, f"{group} has {len(had)} of {window}, {extra} of them forced"


def assert_floor(
    table: PartnerTable, decisions: list[Decision], group: set[str], percent: int, window: int
) -> None:
    """In every stretch up to the window the minimum, but for times at which it was due and nobody could."""
    routed = [each for each in decisions if each.partner_id]
    mine = [each.partner_id in group for each in routed]
    blocked = [not mine[at] and _is_due(mine[:at], percent, window) for at in range(len(routed))]
    for end in range(1, len(routed) + 1):
        for size in range(1, min(window, end) + 1):
            got, missed = sum(mine[end - size : end]), sum(blocked[end - size : end])
            assert got >= percent * size // 100 - missed, f"{got} of {size}"
    for at, each in enumerate(routed):
        if blocked[at]:
            able = {table.ids[place] for place in each.eligible.tolist()} & group
            assert not able, "a minimum was due, somebody of it competed, and another got the lead"


def _is_due(mine: list[bool], percent: int, window: int) -> bool:
    """By the words of the theorem, not by the engine's shortcut."""
    sizes = range(1, min(window, len(mine) + 1) + 1)
    return any(sum(mine[len(mine) - size + 1 :]) < percent * size // 100 for size in sizes)


def assert_credits(state: RoutingState) -> None:
    credit = state.credit("pool")
    bound = bound_any_eligibility(len(credit))
    assert credit.sum() == 0
    assert credit.max(initial=0) <= bound.behind * LEAD
    assert -credit.min(initial=0) <= bound.ahead * LEAD


@given(PARTNERS, LEADS, METHODS, st.integers(2, 25), st.integers(1, 100))
@settings(max_examples=60, deadline=None)
def test_no_partner_has_more_of_any_window_than_its_cap(
    partners: list[Any], industries: list[str], method: str, window: int, percent: int
) -> None:
    table = table_of(partners)
    made = []
    for decision, state in run(guarded({"leads": window, "most": percent}, method), table, industries):
        made.append(decision)
        assert_credits(state)
    assert_cap(table, made, "partner", percent, window)


@given(PARTNERS, LEADS, st.integers(2, 25), st.integers(1, 100), st.sampled_from(["newcomers", "tier"]))
@settings(max_examples=60, deadline=None)
def test_no_tier_and_no_newcomers_have_more_of_any_window_than_their_cap(
    partners: list[Any], industries: list[str], window: int, percent: int, key: str
) -> None:
    table = table_of(partners)
    cap = {"newcomers_most": percent} if key == "newcomers" else {"tiers_most": {"gold": percent}}
    made = [decision for decision, _ in run(guarded({"leads": window, **cap}), table, industries)]
    capped = [each for each in table.partners if key == "newcomers" or each.tier == "gold"]
    if capped:
        group = own_group(table, key, table.position(capped[0].id))
        most = max(1, percent * window // 100)
        routed = [each for each in made if each.partner_id]
        forced = [
            each.partner_id in group and guards.LEAST_OVER in {s.name for s in each.steps} for each in routed
        ]
        mine = [each.partner_id in group for each in routed]
        for start in range(len(routed)):
            stretch = slice(start, start + window)
            assert sum(mine[stretch]) <= most + sum(forced[stretch])


@given(PARTNERS, LEADS, METHODS, st.integers(2, 25), st.integers(1, 100))
@settings(max_examples=60, deadline=None)
def test_a_minimum_is_met_in_every_stretch_of_the_window(
    partners: list[Any], industries: list[str], method: str, window: int, percent: int
) -> None:
    table = table_of(partners)
    made = []
    for decision, state in run(
        guarded({"leads": window, "newcomers_least": percent}, method), table, industries
    ):
        made.append(decision)
        assert_credits(state)
    new = {p.id for p in table.partners if p.joined_on and p.joined_on > NOW.date() - timedelta(days=90)}
    if new:
        assert_floor(table, made, new, percent, window)


@given(PARTNERS, LEADS, st.integers(2, 25), st.integers(20, 60), st.integers(1, 20))
@settings(max_examples=40, deadline=None)
def test_what_was_stored_in_the_middle_is_replayed_to_the_letter(
    partners: list[Any], industries: list[str], window: int, most: int, least: int
) -> None:
    table, half = table_of(partners), len(industries) // 2
    version = guarded({"leads": window, "most": most, "newcomers_least": least, "tiers_most": {"gold": 70}})
    state = RoutingState.build(table)
    facts = [lead(number, industry=industry) for number, industry in enumerate(industries)]
    decide_batch(facts[:half], version, table, state, NOW)
    snapshot = state.snapshot()
    made = decide_batch(facts[half:], version, table, state, NOW)
    stored = [Decision.decode(each.encode(), table) for each in made]
    again = replay(
        version.document, 1, table.snapshot(), snapshot, [each.to_json() for each in facts[half:]], NOW
    )
    assert [first_difference(*pair) for pair in zip(stored, again, strict=True)] == [None] * len(made)
    assert RoutingState.restore(snapshot, table).snapshot() == snapshot


ONE_BIG = partner_table_of(
    PartnerFacts(id="big", weight=97), *(PartnerFacts(id=f"p{n}", name=f"P{n}", weight=1) for n in range(3))
)


def test_the_check_of_the_bound_sees_a_cap_that_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: the same engine with a cap that counts one lead too few."""
    version = policy("weighted", guard={"leads": 10, "most": 30})
    assert_cap(ONE_BIG, [d for d, _ in run(version, ONE_BIG, ["x"] * 40)], "partner", 30, 10)
    counts = guards._counts
    monkeypatch.setattr(guards, "_counts", lambda group, window: np.maximum(counts(group, window) - 1, 0))
    with pytest.raises(AssertionError, match="has 4 of 10"):
        assert_cap(ONE_BIG, [d for d, _ in run(version, ONE_BIG, ["x"] * 40)], "partner", 30, 10)


def test_the_check_of_the_minimum_sees_one_that_is_not_kept() -> None:
    """Negative control: without the guard the biggest takes nearly all."""
    without = [d for d, _ in run(policy("weighted"), ONE_BIG, ["x"] * 40)]
    with pytest.raises(AssertionError):
        assert_floor(ONE_BIG, without, {"p0", "p1", "p2"}, 20, 20)


def test_nobody_is_owed_the_leads_that_a_cap_kept_from_it() -> None:
    """Held back is not paid: when the cap goes, the big one does not catch up."""
    state = RoutingState.build(ONE_BIG)
    facts = [lead(number) for number in range(200)]
    decide_batch(facts, policy("weighted", guard={"leads": 10, "most": 30}), ONE_BIG, state, NOW)
    assert abs(state.credit("pool")).max() <= bound_any_eligibility(4).behind * LEAD
    after = decide_batch(facts, policy("weighted"), ONE_BIG, state, NOW)
    had = sum(each.partner_id == "big" for each in after)
    assert had == pytest.approx(0.97 * 200, abs=2)


def test_when_all_are_at_their_caps_the_one_least_above_gets_the_lead_and_the_decision_says_so() -> None:
    table = partner_table_of(PartnerFacts(id="a", weight=9), PartnerFacts(id="b", weight=1))
    made = [d for d, _ in run(policy("weighted", guard={"leads": 10, "most": 20}), table, ["x"] * 30)]
    assert all(each.outcome == "route" for each in made)
    forced = made[-1]
    assert [step.name for step in forced.steps] == [guards.LEAST_OVER]
    assert {each.kind for each in forced.guard} == {"cap"}
    assert forced.partner_id is not None and forced.guarded(forced.partner_id)


@pytest.mark.parametrize("fallback", [None, "other"])
def test_when_all_are_at_their_caps_leads_go_where_the_policy_says(fallback: str | None) -> None:
    table = partner_table_of(PartnerFacts(id="a"), PartnerFacts(id="b"))
    first: dict[str, Any] = {
        "method": "weighted",
        "guard": {"leads": 10, "most": 20, "otherwise": "elsewhere"},
    }
    first |= {"fallback": fallback} if fallback else {}
    version = policy_of({"pool": first, "other": {"method": "weighted"}})
    made = [d for d, _ in run(version, table, ["x"] * 8)]
    assert [each.pool for each in made[:4]] == ["pool"] * 4
    if fallback:
        assert {each.pool for each in made[4:]} == {"other"}
        assert made[-1].attempts[0].reason_counts == (("share_cap", 2),)
    else:
        assert {each.review_reason for each in made[4:]} == {"no_eligible_partner"}
        assert reasons(made[-1]) == {"a": ("share_cap",), "b": ("share_cap",)}


def test_a_claim_on_the_account_goes_before_the_guard_and_counts() -> None:
    table = partner_table_of(PartnerFacts(id="a"), PartnerFacts(id="b"))
    version, state = policy("weighted", guard={"leads": 10, "most": 10}), RoutingState.build(table)
    for number in range(3):
        [decision] = decide_batch([lead(number, sticky_partner_id="a")], version, table, state, NOW)
        assert decision.partner_id == "a"
    [decision] = decide_batch([lead(9)], version, table, state, NOW)
    assert decision.partner_id == "b"
    [held] = decision.guarded("a")
    assert (held.count, held.bound, held.of, held.after) == (3, 1, 10, 9)


def test_a_named_partner_has_a_percentage_of_its_own() -> None:
    guard = {"leads": 10, "most": 20, "partners_most": {"big": 50}}
    made = [d for d, _ in run(policy("weighted", guard=guard), ONE_BIG, ["x"] * 60)]
    had = sum(each.partner_id == "big" for each in made[-20:])
    assert had == 10


def test_a_window_of_days_lets_go_of_older_leads() -> None:
    table = partner_table_of(PartnerFacts(id="big", weight=99), PartnerFacts(id="small", weight=1))
    version = policy("weighted", guard={"days": 2, "most": 60})
    facts = [
        LeadFacts(id=f"l{number}", received_at=NOW + timedelta(hours=6 * number)) for number in range(60)
    ]
    found = simulate(facts, version, table, RoutingState.build(table))
    chosen = [found.chosen[each.id] for each in facts]
    for end in range(10, len(chosen)):  # with fewer leads everybody is at a cap now and then
        latest = chosen[max(0, end - 8) : end + 1]
        if chosen[end] == "big":
            assert latest.count("big") <= max(1, 60 * len(latest) // 100)
    assert found.by_partner["small"] >= 20
    assert found.limit_hits["big"] == found.guard["pool/cap"]


def test_joining_days_end_by_the_partners_own_calendar() -> None:
    table = partner_table_of(
        PartnerFacts(id="new", joined_on=date(2026, 2, 25)), PartnerFacts(id="old", weight=9)
    )
    on = {"leads": 4, "newcomers_least": 50, "newcomer_days": 6}
    assert [s.name for s in decide_one(table, policy(guard=on), RoutingState.build(table)).steps] == []
    state = RoutingState.build(table)
    made = decide_batch([lead(n) for n in range(6)], policy("weighted", guard=on), table, state, NOW)
    assert sum(each.partner_id == "new" for each in made) == 3
    off = policy("weighted", guard=on | {"newcomer_days": 5})
    made = decide_batch([lead(n) for n in range(6)], off, table, RoutingState.build(table), NOW)
    assert sum(each.partner_id == "new" for each in made) < 3
