"""docs/fairness.md, theorem 2: anyone may be missing from any contest (the carpool problem)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.engine.allot import Choose, allot, largest
from routing.engine.credit import LEAD, Ints
from routing.engine.fairness import bound_any_eligibility
from tests.engine.test_bounds import at_random, second_largest, smallest

contests = st.integers(2, 7).flatmap(
    lambda members: st.lists(
        st.tuples(
            st.sets(st.integers(0, members - 1), min_size=1),
            st.lists(st.integers(1, 1000), min_size=members, max_size=members),
        ),
        min_size=1,
        max_size=80,
    ).map(lambda steps: (members, steps))
)


def take_part(credit: Ints, who: list[int], weights: list[int], choose: Choose = largest) -> int:
    """One contest among some; the others' credits stay as they are."""
    own = credit[who]
    place = int(allot(own, np.array(weights, dtype=np.int64)[: len(who)], choose))
    credit[who] = own
    return who[place]


def assert_carpool_bound(credit: Ints) -> None:
    members = len(credit)
    bound = bound_any_eligibility(members)
    assert credit.sum() == 0
    assert credit.max() <= bound.behind * LEAD, "someone is too far behind"
    assert -credit.min() <= bound.ahead * LEAD, "someone is too far ahead"
    top = np.sort(credit)[::-1].cumsum()
    for group, owed in enumerate(top.tolist(), start=1):
        assert 2 * owed <= group * (members - group) * LEAD, f"a group of {group} is too far behind"


@given(contests)
@settings(max_examples=300, deadline=None)
def test_no_partner_leaves_the_bound_whoever_is_missing(
    case: tuple[int, list[tuple[set[int], list[int]]]],
) -> None:
    members, steps = case
    credit = np.zeros(members, dtype=np.int64)
    for who, weights in steps:
        take_part(credit, sorted(who), weights)
        assert_carpool_bound(credit)


def adversary_of_pairs(members: int, choose: Choose = largest) -> Ints:
    """Always pairs two partners of equal credit: chips on a line, fired apart until all differ."""
    credit = np.zeros(members, dtype=np.int64)
    while True:
        order = np.argsort(credit, kind="stable")
        ties = np.flatnonzero(np.diff(credit[order]) == 0)
        if not len(ties):
            return credit
        pair = order[[ties[0], ties[0] + 1]].tolist()
        take_part(credit, sorted(pair), [1, 1], choose)
        assert_carpool_bound(credit)


@pytest.mark.parametrize("members", [5, 13, 25])
def test_an_adversary_reaches_half_of_the_bound_so_its_order_is_right(members: int) -> None:
    """Proven at most (n-1)/2; pairs of equals reach (n-1)/4."""
    credit = adversary_of_pairs(members)
    assert credit.max() / LEAD == pytest.approx((members - 1) / 4)


@pytest.mark.parametrize("choose", [smallest, second_largest, at_random])
def test_a_broken_allocator_is_caught_here_too(choose: Choose) -> None:
    random = np.random.default_rng(5)
    credit = np.zeros(4, dtype=np.int64)
    with pytest.raises(AssertionError, match="too far"):
        for _ in range(3000):
            who = sorted(random.choice(4, size=3, replace=False).tolist())
            take_part(credit, who, [1, 1, 1], choose)
            assert_carpool_bound(credit)


def measured(choose: Choose, members: int = 40, contests: int = 6000) -> float:
    random = np.random.default_rng(17)
    credit = np.zeros(members, dtype=np.int64)
    largest_yet = 0
    for _ in range(contests):
        who = np.flatnonzero(random.random(members) < 0.3).tolist()
        if who:
            take_part(credit, who, random.integers(1, 6, len(who)).tolist(), choose)
            largest_yet = max(largest_yet, int(np.abs(credit).max()))
    return largest_yet / LEAD


def test_measured_deviation_is_far_below_the_bound_and_the_lottery() -> None:
    """Forty partners, each eligible three times in ten: within two leads; a lottery strays beyond ten."""
    assert measured(largest) < 2.0
    assert measured(at_random) > 10.0
