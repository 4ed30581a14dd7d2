"""What a method is: a measure that narrows, a weight for those who are left, and how many are chosen."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.factors import base_weights
from routing.engine.scene import Case

Weigh = Callable[[Case, Index], Ints]
Rank = Callable[[Case, Index], Ints | None]


@dataclass(frozen=True, slots=True)
class Method:
    """A weight function over those who qualify; the allocator does the rest.

    `rank`, where given, gives all but the best a weight of zero, for `reason`. Weights are
    whole numbers from 1 to nine billion. `aspects` are the parts of a lead it looks at;
    `moves` says that it also looks at counters, which change with every offer.
    """

    name: str
    weigh: Weigh
    rank: Rank | None = None
    reason: str = ""
    aspects: frozenset[str] = frozenset()
    moves: bool = False
    many: bool = False


def equal(case: Case, index: Index) -> Ints:
    """One turn each."""
    return np.ones(len(index), dtype=np.int64)


def given(case: Case, index: Index) -> Ints:
    """The weights partners were given, raised by the pool's factors."""
    return base_weights(case)[index]
