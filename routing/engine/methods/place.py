"""Methods by place: the most specific territory, and the nearest distance band."""

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.geometry import cosine_of_km, unit_vectors
from routing.engine.methods.method import Method, given
from routing.engine.prefer import territory_specificity
from routing.engine.scene import Case


def nearness(case: Case, index: Index) -> Ints | None:
    """Minus the number of the distance band: 0 is the nearest; unknown places share the last one.

    With no place for the lead there is no nearness, and all who qualify compete.
    """
    lead = case.lead
    if lead.latitude is None or lead.longitude is None:
        return None
    edges = cosine_of_km(case.scene.pool.nearest.bands_km)
    cosines = case.scene.roster.points[index] @ unit_vectors(lead.latitude, lead.longitude)
    beyond = ~(cosines[:, np.newaxis] >= edges[np.newaxis, :])
    band: Ints = beyond.sum(axis=1, dtype=np.int64)
    return -band


TERRITORY = Method(
    "territory", given, territory_specificity, "territory_less_specific", frozenset({"territory"})
)
NEAREST = Method("nearest", given, nearness, "farther", frozenset({"place"}))
