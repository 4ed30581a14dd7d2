"""Who can serve the lead: certifications, industry, language."""

from collections.abc import Iterable

import numpy as np

from routing.engine.facts import LeadFacts
from routing.engine.roster import Flags
from routing.engine.scene import Scene
from routing.engine.sieve.membership import none_of


def pool_certification(scene: Scene) -> Flags:
    """Lacks a certification the pool asks of everyone."""
    return missing(scene, scene.pool.filter.certifications)


def pool_certification_expired(scene: Scene) -> Flags:
    """Held a certification the pool asks for, and it has expired."""
    return expired(scene, scene.pool.filter.certifications)


def pool_specialisation(scene: Scene) -> Flags:
    """In none of the industries the pool asks for."""
    return none_of(scene, [scene.roster.specialises(slug) for slug in scene.pool.filter.specialisations])


def product_certification(scene: Scene, lead: LeadFacts) -> Flags | None:
    """Lacks a certification the lead's products require."""
    if "product_certification" not in scene.pool.require or not lead.required_certifications:
        return None
    return missing(scene, lead.required_certifications)


def product_certification_expired(scene: Scene, lead: LeadFacts) -> Flags | None:
    """Held a certification the lead's products require, and it has expired."""
    if "product_certification" not in scene.pool.require or not lead.required_certifications:
        return None
    return expired(scene, lead.required_certifications)


def industry(scene: Scene, lead: LeadFacts) -> Flags | None:
    """Does not specialise in the lead's industry."""
    if "industry" not in scene.pool.require or lead.industry is None:
        return None
    return ~scene.roster.specialises(lead.industry)


def language(scene: Scene, lead: LeadFacts) -> Flags | None:
    """Speaks none of the lead's languages."""
    if "language" not in scene.pool.require or not lead.languages:
        return None
    return none_of(scene, [scene.roster.speaks(tag) for tag in lead.languages])


def missing(scene: Scene, slugs: Iterable[str]) -> Flags:
    """Does not hold every one of these, not even expired."""
    lacking = np.zeros(len(scene.roster), dtype=np.bool_)
    for slug in slugs:
        lacking |= scene.roster.holds_until(slug) == 0
    return lacking


def expired(scene: Scene, slugs: Iterable[str]) -> Flags:
    """Holds one of these past its last valid day; on that day itself it still counts."""
    lapsed = np.zeros(len(scene.roster), dtype=np.bool_)
    for slug in slugs:
        last_day = scene.roster.holds_until(slug)
        lapsed |= (last_day > 0) & (last_day < scene.moment.today)
    return lapsed


POOL_CAPABILITY_CHECKS = (
    ("certification", pool_certification),
    ("certification_expired", pool_certification_expired),
    ("specialisation", pool_specialisation),
)
LEAD_CAPABILITY_CHECKS = (
    ("certification", product_certification),
    ("certification_expired", product_certification_expired),
    ("specialisation", industry),
    ("language", language),
)
