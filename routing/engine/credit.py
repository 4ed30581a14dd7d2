"""Credit: who is owed how much of a lead, in whole billionths, so that sums are exact."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Index = NDArray[np.intp]

LEAD: Final = 1_000_000_000
"""One lead in credit units."""


def pay_for(weights: Ints) -> Ints:
    """Each contender's part of one lead: `LEAD * w / W`, rounded down to whole units.

    Works along the last axis, so that many pools can be paid at once. Weights are whole
    numbers up to nine billion; all zeros are paid nothing.
    """
    whole = np.maximum(weights.sum(axis=-1, keepdims=True), 1)
    pay: Ints = weights * LEAD // whole
    return pay
