"""The checker of the proven bounds, to be run on the allocator and on broken ones."""

from collections.abc import Iterable

import numpy as np

from routing.engine.allot import Choose, allot
from routing.engine.credit import LEAD, Ints
from routing.engine.fairness import bound_all_eligible, harmonic


def run_checked(steps: Iterable[Ints], choose: Choose) -> Ints:
    """Run the allocator over weights (..., n), one array a step; assert every bound after every step.

    All sums are exact integers, so the only slack is one unit (a billionth of a lead) for the
    floating-point value of the bound itself.
    """
    credit: Ints | None = None
    for weights in steps:
        if credit is None:
            credit = np.zeros(weights.shape, dtype=np.int64)
        allot(credit, weights, choose)
        assert_bounds(credit)
    assert credit is not None
    return credit


def assert_bounds(credit: Ints) -> None:
    members = credit.shape[-1]
    bound = bound_all_eligible(members)
    assert (credit.sum(axis=-1) == 0).all(), "credits do not sum to zero"
    assert -credit.min() <= bound.ahead * LEAD + 1, "someone is too far ahead"
    assert credit.max() <= bound.behind * LEAD + 1, "someone is too far behind"
    ranked = -np.sort(-credit, axis=-1)
    for group, owed in enumerate(np.moveaxis(ranked.cumsum(axis=-1), -1, 0), start=1):
        most = group * (harmonic(members) - harmonic(group)) * LEAD
        assert owed.max() <= most + 1, f"a group of {group} is too far behind"
