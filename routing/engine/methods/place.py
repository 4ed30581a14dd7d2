"""Methods by place: the most specific territory, and the nearest distance band."""

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.geometry import cosine_of_km, unit_vectors
from routing.engine.methods.method import Method, given
from routing.engine.prefer import territory_specificity
from routing.engine.scene import Case


def nearness(case: Case, index: Index) -> Ints | None:
    """Minus the number of each partner's distance band: the nearest band that has anyone comes first.

    Beyond the last band all are alike, and so are partners whose place is unknown. With no
    place for the lead there is no nearness, and all who qualify compete.
    """
    lead = case.lead
    if lead.latitude is None or lead.longitude is None:
        return None
    cosines = (case.scene.partner_table.points @ unit_vectors(lead.latitude, lead.longitude))[index]
    beyond = np.zeros(len(index), dtype=np.int64)
    for edge in cosine_of_km(case.scene.pool.nearest.bands_km).tolist():
        beyond += ~(cosines >= edge)
    return -beyond


TERRITORY = Method(
    "territory", given, territory_specificity, "territory_less_specific", frozenset({"territory"})
)
NEAREST = Method("nearest", given, nearness, "farther", frozenset({"place"}))
