"""Best match: points for every capability that fits the lead; the most points come first."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.methods.method import Method, given
from routing.engine.prefer import certification, language, specialisation, total
from routing.engine.scene import Case
from routing.engine.territory import POSTAL, WORLD


def territory(case: Case, index: Index) -> Ints | None:
    """Covers the lead at all."""
    return at_least(case, index, WORLD)


def postal(case: Case, index: Index) -> Ints | None:
    """Covers the lead by postal prefix."""
    return at_least(case, index, POSTAL)


def at_least(case: Case, index: Index, level: int) -> Ints:
    """One for those who cover the lead this closely or more, else zero."""
    covered: Ints = (case.scene.levels(case.lead)[index] >= level).astype(np.int64)
    return covered


def experience(case: Case, index: Index) -> Ints | None:
    """Has won leads in one of the lead's product categories."""
    if not case.lead.product_categories:
        return None
    won = [
        case.scene.partner_table.results_in(category)[0][index] for category in case.lead.product_categories
    ]
    return np.minimum(total(won), 1)


CAPABILITIES: Final[Mapping[str, Callable[[Case, Index], Ints | None]]] = {
    "certification": certification,
    "experience": experience,
    "industry": specialisation,
    "language": language,
    "postal": postal,
    "territory": territory,
}
"""What points can be given for; certifications count one by one, the others once."""


def points(case: Case, index: Index) -> Ints:
    """The points of each partner."""
    earned = np.zeros(len(index), dtype=np.int64)
    for name, worth in case.scene.pool.points:
        matched = CAPABILITIES[name](case, index)
        if matched is not None:
            earned += worth * matched
    return earned


ASPECTS: Final = frozenset({"certifications", "categories", "industry", "languages", "territory"})
BEST_MATCH = Method("best_match", given, points, "fewer_points", ASPECTS)
BROADCAST = Method("broadcast", given, aspects=ASPECTS, many=True)
"""Invites the best by points at once, equals by turns; the first to accept wins."""
