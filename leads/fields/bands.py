"""The bands that partners see of a number before they accept."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from leads.fields.about import Band
from leads.intake.timeline_band import timeline_band

_SIZES = (0, 10, 50, 200, 1_000, 5_000)
_VALUES = (0, 5_000, 25_000, 100_000, 500_000, 1_000_000)


def band(amount: int | float | Decimal | None, starts: Sequence[int]) -> str:
    """The band an amount falls in, as "50-199"; the last is open: "5000+". "" for none."""
    if amount is None:
        return ""
    for start, following in pairwise(starts):
        if amount < following:
            return f"{start}-{following - 1}"
    return f"{starts[-1]}+"


def _banded(starts: Sequence[int]) -> Callable[[int | float | Decimal | None], str]:
    return lambda amount: band(amount, starts)


SIZE = Band("size_band", _banded(_SIZES))
VALUE = Band("value_band", _banded(_VALUES))
TIMELINE = Band("timeline", timeline_band)
