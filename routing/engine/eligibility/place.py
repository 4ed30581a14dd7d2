"""Who serves the place the lead is in."""

import numpy as np

from routing.engine.eligibility.lead_check import LeadCheck
from routing.engine.facts import LeadFacts
from routing.engine.geometry import cosine_of_km, unit_vectors
from routing.engine.methods import METHODS
from routing.engine.partner_table import Flags
from routing.engine.scene import Scene


def needs_territory(scene: Scene, lead: LeadFacts) -> bool:
    """The pool asks for it, or chooses by it."""
    return "territory" in scene.pool.require or METHODS[scene.pool.method].needs_territory


def territory(scene: Scene, lead: LeadFacts) -> Flags:
    """None of its territories covers the lead."""
    nowhere: Flags = scene.levels(lead) == 0
    return nowhere


def has_radius(scene: Scene, lead: LeadFacts) -> bool:
    """The pool chooses by distance and goes only so far."""
    return scene.pool.options.radius_km is not None


def distance(scene: Scene, lead: LeadFacts) -> Flags:
    """Farther than the pool's radius; an unknown place counts as too far."""
    if lead.latitude is None or lead.longitude is None:
        return np.ones(len(scene.partner_table), dtype=np.bool_)
    here = unit_vectors(lead.latitude, lead.longitude)
    return ~(scene.partner_table.points @ here >= cosine_of_km(scene.pool.options.radius_km or 0.0))


PLACE_CHECKS = (
    LeadCheck("territory", "territory", needs_territory, territory),
    LeadCheck("distance", "place", has_radius, distance, lambda scene: scene.pool.options.radius_km),
)
