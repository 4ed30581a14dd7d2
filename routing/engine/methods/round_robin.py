"""Round robin: a turn each."""

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.methods.method import Method
from routing.engine.model.setting import _
from routing.engine.scene import Case


class RoundRobin(Method):
    """One turn each, whatever the given weights."""

    name = "round_robin"
    title = _("round robin")
    label = _("Round robin: everybody the same share")
    partner_words = _("Partners in this group take turns.")
    weighs = False

    def weigh(self, case: Case, index: Index) -> Ints:
        return np.ones(len(index), dtype=np.int64)


METHOD = RoundRobin()
