"""Weighted: turns by the weights that partners were given."""

from routing.engine.methods.method import Method
from routing.engine.model.setting import _


class Weighted(Method):
    """The given weights, raised by the pool's factors."""

    name = "weighted"
    title = _("weighted")
    label = _("Weighted: shares by the partners’ weights")
    partner_words = _("Partners in this group get leads in proportion to their share.")


METHOD = Weighted()
