"""Which part of all leads goes to the few partners that get most."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

TOP: Final = 0.05


@dataclass(frozen=True)
class TopPart:
    """The leads of the top 5 percent of partners (one at least), of all; and how many partners those are."""

    partners: int
    of_partners: int
    leads: float
    of_leads: float

    @property
    def part(self) -> float:
        """Their part of all leads; 0 without leads."""
        return self.leads / self.of_leads if self.of_leads else 0.0


def top_part(received: Sequence[float]) -> TopPart:
    """`received`: what each partner received, in leads."""
    ranked = sorted(received, reverse=True)
    few = ceil(TOP * len(ranked))
    return TopPart(few, len(ranked), sum(ranked[:few]), sum(ranked))
