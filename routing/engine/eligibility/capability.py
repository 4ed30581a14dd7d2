"""Who can serve the lead: certifications, industry, language."""

from collections.abc import Iterable

import numpy as np

from routing.engine.eligibility.lead_check import LeadCheck
from routing.engine.eligibility.membership import none_of
from routing.engine.facts import LeadFacts
from routing.engine.partner_table import Flags
from routing.engine.scene import Scene


def pool_certification(scene: Scene) -> Flags:
    """Lacks a certification the pool asks of everyone."""
    return missing(scene, scene.pool.partners.certifications)


def pool_certification_expired(scene: Scene) -> Flags:
    """Held a certification the pool asks for, and it has expired."""
    return expired(scene, scene.pool.partners.certifications)


def pool_specialisation(scene: Scene) -> Flags:
    """In none of the industries the pool asks for."""
    return none_of(
        scene, [scene.partner_table.specialises(slug) for slug in scene.pool.partners.specialisations]
    )


def needs_certifications(scene: Scene, lead: LeadFacts) -> bool:
    """The pool holds partners to what the lead's products require."""
    return "product_certification" in scene.pool.require and bool(lead.required_certifications)


def product_certification(scene: Scene, lead: LeadFacts) -> Flags:
    """Lacks a certification the lead's products require."""
    return missing(scene, lead.required_certifications)


def product_certification_expired(scene: Scene, lead: LeadFacts) -> Flags:
    """Held a certification the lead's products require, and it has expired."""
    return expired(scene, lead.required_certifications)


def needs_industry(scene: Scene, lead: LeadFacts) -> bool:
    """The pool asks for specialists and the lead's industry is known."""
    return "industry" in scene.pool.require and lead.industry is not None


def industry(scene: Scene, lead: LeadFacts) -> Flags:
    """Does not specialise in the lead's industry."""
    return ~scene.partner_table.specialises(lead.industry or "")


def needs_language(scene: Scene, lead: LeadFacts) -> bool:
    """The pool asks for the language and the lead's is known."""
    return "language" in scene.pool.require and bool(lead.languages)


def language(scene: Scene, lead: LeadFacts) -> Flags:
    """Speaks none of the lead's languages."""
    return none_of(scene, [scene.partner_table.speaks(tag) for tag in lead.languages])


def missing(scene: Scene, slugs: Iterable[str]) -> Flags:
    """Does not hold every one of these, not even expired."""
    lacking = np.zeros(len(scene.partner_table), dtype=np.bool_)
    for slug in slugs:
        lacking |= scene.partner_table.holds_until(slug) == 0
    return lacking


def expired(scene: Scene, slugs: Iterable[str]) -> Flags:
    """Holds one of these past its last valid day; on that day itself it still counts."""
    lapsed = np.zeros(len(scene.partner_table), dtype=np.bool_)
    for slug in slugs:
        last_day = scene.partner_table.holds_until(slug)
        lapsed |= (last_day > 0) & (last_day < scene.moment.today)
    return lapsed


POOL_CAPABILITY_CHECKS = (
    ("certification", pool_certification),
    ("certification_expired", pool_certification_expired),
    ("specialisation", pool_specialisation),
)
LEAD_CAPABILITY_CHECKS = (
    LeadCheck("certification", "certifications", needs_certifications, product_certification),
    LeadCheck("certification_expired", "certifications", needs_certifications, product_certification_expired),
    LeadCheck("specialisation", "industry", needs_industry, industry),
    LeadCheck("language", "languages", needs_language, language),
)
