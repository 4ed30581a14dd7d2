"""The allocator: one for every method. `docs/fairness.md` proves what it promises.

Each contender is paid its part of one lead, the largest credit is chosen, and the chosen
one is charged exactly what was paid out. Credits are whole numbers and always sum to zero.

Ties go to whoever comes first in the pool's tie order, a fixed shuffle of the partners made
from a hash of pool and partner: it favours no name, differs from pool to pool, and matters
only between equal credits, so nobody can win by it twice without having paid in between.
"""

from collections.abc import Callable

import numpy as np

from routing.engine.credit import Index, Ints, pay_for

Choose = Callable[[Ints], Index]


def largest(credit: Ints) -> Index:
    """Position of the largest credit along the last axis, the first of equals."""
    return np.asarray(credit.argmax(axis=-1), dtype=np.intp)


def largest_few(credit: Ints, how_many: int) -> tuple[int, ...]:
    """Positions of the largest credits, largest first, equals in order."""
    left = credit.copy()
    chosen = []
    for _ in range(min(how_many, len(left))):
        position = int(largest(left))
        chosen.append(position)
        left[position] = np.iinfo(np.int64).min
    return tuple(chosen)


def largest_by_points(points: Ints, credit: Ints, how_many: int) -> tuple[int, ...]:
    """Positions by most points, then largest credit, then order."""
    ranked = np.lexsort((-credit, -points))
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
