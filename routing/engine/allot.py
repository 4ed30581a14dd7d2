"""The allocator: one for every method. `docs/fairness.md` proves what it promises.

Each contender is paid its part of one lead, the largest credit is chosen, and the chosen
one is charged exactly what was paid out. Credits are whole numbers and always sum to zero.

Ties go to whoever comes first in the pool's tie order, a fixed shuffle of the partners made
from a hash of pool and partner: it favours no name, differs from pool to pool, and matters
only between equal credits, so nobody can win by it twice without having paid in between.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from routing.engine.credit import Index, Ints, pay_for

Choose = Callable[[Ints], Index]


def largest(credit: Ints) -> Index:
    """Position of the largest credit along the last axis, the first of equals."""
    return np.asarray(credit.argmax(axis=-1), dtype=np.intp)


class TieOrder(NamedTuple):
    """Where contenders rank among equals; looked up for equals only, as most leads have none."""

    rank: Ints
    eligible: Index

    def first(self, places: Index) -> int:
        """The one of these contenders that comes first in the tie order."""
        return int(places[0] if len(places) == 1 else places[self.rank[self.eligible[places]].argmin()])


def first_of_largest(credit: Ints, ties: TieOrder) -> int:
    """Position of the largest credit; of equals, the first in the tie order."""
    return ties.first((credit == credit.max()).nonzero()[0])


def largest_few(credit: Ints, ties: TieOrder, how_many: int) -> tuple[int, ...]:
    """Positions of the largest credits, largest first, equals in tie order."""
    left = credit.copy()
    chosen = []
    for _ in range(min(how_many, len(left))):
        position = first_of_largest(left, ties)
        chosen.append(position)
        left[position] = np.iinfo(np.int64).min
    return tuple(chosen)


def largest_by_points(points: Ints, credit: Ints, ties: TieOrder, how_many: int) -> tuple[int, ...]:
    """Positions by most points, then largest credit, then tie order."""
    ranked = np.lexsort((ties.rank[ties.eligible], -credit, -points))
    return tuple(ranked[:how_many].tolist())


def allot(credit: Ints, weights: Ints, choose: Choose = largest) -> Index:
    """One step on bare numbers: pays, chooses and charges in place; returns the chosen position.

    What `decide` does with a contest, along the last axis: one pool, or many at once. With
    another `choose`, tests show that a wrong choice breaks the bounds.
    """
    pay = pay_for(weights)
    credit += pay
    chosen = np.asarray(choose(credit))
    place = chosen[..., np.newaxis]
    charged = np.take_along_axis(credit, place, -1) - pay.sum(axis=-1, keepdims=True)
    np.put_along_axis(credit, place, charged, -1)
    return chosen
