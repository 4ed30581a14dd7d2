"""Open load: the least open work for its capacity comes first; equals take turns by weight."""

from typing import Final

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.methods.method import Method, given
from routing.engine.roster import NO_LIMIT
from routing.engine.scene import Case
from routing.engine.sieve.limits import OPEN

MILLIONTHS: Final = 1_000_000
CAPACITY_OF_ANY_NUMBER: Final = 100


def least_loaded(case: Case, index: Index) -> Ints | None:
    """Minus open leads per place. Only open leads count; none open is the least there is.

    A partner without a limit is measured by the largest limit on the roster (100 if none).
    """
    capacity = case.scene.roster.capacity
    limited = capacity[capacity < NO_LIMIT]
    largest = max(int(limited.max(initial=0)), 1) if limited.size else CAPACITY_OF_ANY_NUMBER
    places = np.where(capacity[index] < NO_LIMIT, np.maximum(capacity[index], 1), largest)
    load: Ints = case.standing.counts[index, OPEN] * MILLIONTHS // places
    return -load


OPEN_LOAD = Method("open_load", given, least_loaded, "busier", moves=True)
