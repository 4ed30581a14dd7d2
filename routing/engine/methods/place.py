"""Methods by place: the most specific territory, and the nearest distance band."""

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.geometry import cosine_of_km, unit_vectors
from routing.engine.methods.method import Method, given
from routing.engine.prefer import territory_specificity
from routing.engine.scene import Case


def nearness(case: Case, index: Index) -> Ints | None:
    """One for those in the nearest distance band that has anyone, zero for the others.

    Beyond the last band all are alike, and so are partners whose place is unknown. With no
    place for the lead there is no nearness, and all who qualify compete.
    """
    lead = case.lead
    if lead.latitude is None or lead.longitude is None:
        return None
    cosines = (case.scene.roster.points @ unit_vectors(lead.latitude, lead.longitude))[index]
    for edge in cosine_of_km(case.scene.pool.nearest.bands_km).tolist():
        inside = cosines >= edge
        if inside.any():
            best: Ints = inside.astype(np.int64)
            return best
    return np.zeros(len(index), dtype=np.int64)


TERRITORY = Method(
    "territory", given, territory_specificity, "territory_less_specific", frozenset({"territory"})
)
NEAREST = Method("nearest", given, nearness, "farther", frozenset({"place"}))
