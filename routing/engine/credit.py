"""Credit: who is owed how much of a lead, in whole billionths, so that sums are exact."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Index = NDArray[np.intp]

LEAD: Final = 1_000_000_000
"""One lead in credit units."""


def whole_for(contenders: int) -> int:
    """Into how many parts a lead is cut where weights are worked out rather than given.

    A millionth of a lead or finer, and never coarser than 1/2048 of an equal share; small
    enough that a decision with 500 different weights still takes two kilobytes.
    """
    return max(1_000_000, 2048 * contenders)


def pay_for(weights: Ints) -> Ints:
    """Each contender's part of one lead: `LEAD * w / W`, rounded down to whole units.

    Works along the last axis, so that many pools can be paid at once. Weights are whole
    numbers up to nine billion; all zeros are paid nothing.
    """
    whole = np.maximum(weights.sum(axis=-1, keepdims=True), 1)
    pay: Ints = weights * LEAD // whole
    return pay
