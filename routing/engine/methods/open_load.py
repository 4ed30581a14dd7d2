"""Open load: the least open work for its capacity comes first; equals take turns by weight."""

from dataclasses import replace
from typing import Final

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.methods.method import ITSELF, Method, Others
from routing.engine.model.setting import _
from routing.engine.roster import NO_LIMIT, Roster
from routing.engine.scene import Case
from routing.engine.sieve.limits import OPEN

MILLIONTHS: Final = 1_000_000
CAPACITY_OF_ANY_NUMBER: Final = 100


def largest_capacity(roster: Roster) -> int:
    """By what partners without a limit are measured."""
    limited = roster.capacity[roster.capacity < NO_LIMIT]
    return max(int(limited.max(initial=0)), 1) if limited.size else CAPACITY_OF_ANY_NUMBER


def room(case: Case, index: Index, largest: int) -> Ints:
    """Minus open leads per place, in millionths."""
    capacity = case.scene.roster.capacity[index]
    places = np.where(capacity < NO_LIMIT, np.maximum(capacity, 1), largest)
    load: Ints = case.standing.counts[index, OPEN] * MILLIONTHS // places
    return -load


class OpenLoad(Method):
    """Minus open leads per place. Only open leads count; none open is the least there is.

    A partner without a limit is measured by the largest limit on the roster (100 if none).
    """

    name = "open_load"
    title = _("open load")
    label = _("Open load: whoever has most room")
    partner_words = _("These leads go where there is most room, measured by capacity.")
    step = _("Most room")
    reason = "busier"
    moves = True

    def rank(self, case: Case, index: Index) -> Ints | None:
        return room(case, index, largest_capacity(case.scene.roster))

    def others(self, case: Case, eligible: Index, weights: Ints) -> Others:
        largest = largest_capacity(case.scene.roster)
        return replace(super().others(case, eligible, weights), figures=largest)

    def own_rank(self, case: Case, others: Others) -> Ints | None:
        return room(case, ITSELF, others.figures)


METHOD = OpenLoad()
