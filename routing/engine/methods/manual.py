"""By hand: ranks by weight, suggests, and leaves the choice to a person."""

from routing.engine.methods.method import Method
from routing.engine.model.setting import _


class Manual(Method):
    """Chooses nobody."""

    name = "manual"
    title = _("by hand")
    label = _("By hand: a person decides")
    partner_words = _("A channel manager chose you for it.")
    by_hand = True


METHOD = Manual()
