"""Who serves the place the lead is in."""

import numpy as np

from routing.engine.facts import LeadFacts
from routing.engine.geometry import cosine_of_km, unit_vectors
from routing.engine.roster import Flags
from routing.engine.scene import Scene


def territory(scene: Scene, lead: LeadFacts) -> Flags | None:
    """None of its territories covers the lead."""
    if "territory" not in scene.pool.require and scene.pool.method != "territory":
        return None
    nowhere: Flags = scene.levels(lead) == 0
    return nowhere


def distance(scene: Scene, lead: LeadFacts) -> Flags | None:
    """Farther than the pool's radius; with a radius, an unknown place counts as too far."""
    radius = scene.pool.nearest.radius_km
    if scene.pool.method != "nearest" or radius is None:
        return None
    if lead.latitude is None or lead.longitude is None:
        return np.ones(len(scene.roster), dtype=np.bool_)
    here = unit_vectors(lead.latitude, lead.longitude)
    return ~(scene.roster.points @ here >= cosine_of_km(radius))


PLACE_CHECKS = (("territory", territory), ("distance", distance))
