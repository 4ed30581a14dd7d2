"""What a method is: a measure that narrows, a weight for those who are left, and how many are chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

import numpy as np

from routing.engine.allot import TieOrder, first_of_largest
from routing.engine.credit import Index, Ints
from routing.engine.factors import base_weights
from routing.engine.problems import Problem
from routing.engine.scene import Case

ITSELF: Final[Index] = np.zeros(1, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class MethodSettings:
    """Settings of a method, as fields made by `setting`; what the checks ask of them."""

    @property
    def tiers(self) -> tuple[str, ...]:
        """The only tiers served; empty for all."""
        return ()

    @property
    def radius_km(self) -> float | None:
        """How far a lead may be from a partner."""
        return None

    @property
    def most_a_day(self) -> int | None:
        """Most offers a day for each partner."""
        return None

    @property
    def window_days(self) -> int | None:
        """For how many days results stay as they were, where weights are made of results."""
        return None


@dataclass(frozen=True, slots=True)
class Others:
    """Those who competed for a lead: how many, what they share it by, and figures of the method's own."""

    count: int
    weight: int
    figures: Any = None


class Method:
    """A weight function over those who qualify; the allocator does the rest.

    With a `reason`, `rank` gives all but the best a weight of zero, for that reason. `aspects` are the
    parts of a lead it looks at; `moves` says that it also looks at counters, which change with every
    offer. `many`: `pick` may choose several, who are invited. `by_hand`: a person chooses. Without
    `weighs` the partners' weights do not count.

    `title` names it inside a sentence, `label` offers it in a form, `step` says who comes first by its
    `rank`, and `partner_words` tell a partner how such leads are given out.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    label: ClassVar[str]
    partner_words: ClassVar[str]
    step: ClassVar[str] = ""
    reason: ClassVar[str] = ""
    aspects: ClassVar[frozenset[str]] = frozenset()
    settings: ClassVar[type[MethodSettings]] = MethodSettings
    moves: ClassVar[bool] = False
    many: ClassVar[bool] = False
    by_hand: ClassVar[bool] = False
    weighs: ClassVar[bool] = True
    needs_territory: ClassVar[bool] = False

    def weigh(self, case: Case, index: Index) -> Ints:
        """Whole numbers from 1 to nine billion: here the given weights, raised by the pool's factors."""
        return base_weights(case)[index]

    def rank(self, case: Case, index: Index) -> Ints | None:
        """A measure of which only the largest competes; None where it does not apply to the lead."""
        return None

    def pick(self, case: Case, eligible: Index, credit: Ints, ties: TieOrder) -> tuple[int, ...]:
        """Who of the eligible is chosen, as positions among them: the largest credit."""
        return (first_of_largest(credit, ties),)

    def problems(self, pool: Mapping[str, Any], path: str) -> Iterator[Problem]:
        """What is wrong with a pool's settings for this method, apart from their shape."""
        yield from ()

    # What one partner alone could have expected against those who competed (see `rivals`).

    def others(self, case: Case, eligible: Index, weights: Ints) -> Others:
        """What those who competed share the lead by."""
        return Others(len(eligible), int(weights.sum()))

    def own_rank(self, case: Case, others: Others) -> Ints | None:
        """`rank` of a single partner by the measures of the others' day."""
        return self.rank(case, ITSELF)

    def own_weight(self, case: Case, others: Others) -> int:
        """What a single partner shares by."""
        return int(self.weigh(case, ITSELF)[0])

    def own_part(self, case: Case, others: Others, own: int) -> float:
        """The part of the lead that a single partner with this weight could expect."""
        return own / max(own + others.weight, 1)

    def without(self, others: Others, weight: int, tier: str | None) -> Others:
        """The others, for one who competed among them with this weight and tier."""
        return replace(others, count=others.count - 1, weight=others.weight - weight)
