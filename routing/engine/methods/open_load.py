"""Open load: the least open work for its capacity comes first; equals take turns by weight."""

from dataclasses import replace
from typing import Final

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.eligibility.limits import OPEN
from routing.engine.methods.method import ITSELF, Method, Others
from routing.engine.model.setting import _
from routing.engine.partner_table import NO_LIMIT, PartnerTable
from routing.engine.scene import Case

MILLIONTHS: Final = 1_000_000
CAPACITY_OF_ANY_NUMBER: Final = 100


def largest_capacity(partner_table: PartnerTable) -> int:
    """By what partners without a limit are measured."""
    limited = partner_table.capacity[partner_table.capacity < NO_LIMIT]
    return max(int(limited.max(initial=0)), 1) if limited.size else CAPACITY_OF_ANY_NUMBER


def room(case: Case, index: Index, largest: int) -> Ints:
    """Minus open leads per place, in millionths."""
    capacity = case.scene.partner_table.capacity[index]
    places = np.where(capacity < NO_LIMIT, np.maximum(capacity, 1), largest)
    load: Ints = case.routing_state.counts[index, OPEN] * MILLIONTHS // places
    return -load


class OpenLoad(Method):
    """Minus open leads per place. Only open leads count; none open is the least there is.

    A partner without a limit is measured by the largest limit on the partner table (100 if none).
    """

    name = "open_load"
    title = _("open load")
    label = _("Open load: whoever has most room")
    partner_words = _("These leads go where there is most room, measured by capacity.")
    step = _("Most room")
    reason = "busier"
    moves = True

    def rank(self, case: Case, index: Index) -> Ints | None:
        return room(case, index, largest_capacity(case.scene.partner_table))

    def others(self, case: Case, eligible: Index, weights: Ints) -> Others:
        largest = largest_capacity(case.scene.partner_table)
        return replace(super().others(case, eligible, weights), figures=largest)

    def own_rank(self, case: Case, others: Others) -> Ints | None:
        return room(case, ITSELF, others.figures)


METHOD = OpenLoad()
