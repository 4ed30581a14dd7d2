"""Territory: the most specific territory that covers the lead comes first; equals take turns by weight."""

from routing.engine.credit import Index, Ints
from routing.engine.methods.method import Method
from routing.engine.model.setting import _
from routing.engine.prefer import territory_specificity
from routing.engine.scene import Case


class ByTerritory(Method):
    """Only partners whose territory covers the lead compete."""

    name = "territory"
    title = _("territory")
    label = _("Territory: the closest-fitting territory, shares within")
    partner_words = _("These leads go to partners by territory.")
    step = _("The closest-fitting territory")
    reason = "territory_less_specific"
    aspects = frozenset({"territory"})
    needs_territory = True

    def rank(self, case: Case, index: Index) -> Ints | None:
        return territory_specificity(case, index)


METHOD = ByTerritory()
