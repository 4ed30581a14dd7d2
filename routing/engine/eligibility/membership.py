"""Who belongs to the programme and to the pool."""

from functools import reduce

import numpy as np

from routing.engine.methods import METHODS
from routing.engine.partner_table import Flags
from routing.engine.scene import Scene


def inactive(scene: Scene) -> Flags:
    """Neither active nor on probation."""
    return ~scene.partner_table.routable


def policy_not_signed(scene: Scene) -> Flags:
    """There is a policy to sign and this partner has not."""
    return ~scene.partner_table.policy_signed


def unreachable(scene: Scene) -> Flags:
    """Has nobody to hear of an offer."""
    return ~scene.partner_table.can_hear


def tier(scene: Scene) -> Flags:
    """In no tier the pool serves, or its method gives a share."""
    partner_table, pool = scene.partner_table, scene.pool
    outside = none_of(scene, [partner_table.in_tier(slug) for slug in pool.partners.tiers])
    return outside | none_of(scene, [partner_table.in_tier(slug) for slug in pool.options.tiers])


def not_in_pool(scene: Scene) -> Flags:
    """Not among the partners or countries the pool names, or excluded by name."""
    partner_table, asked = scene.partner_table, scene.pool.partners
    stranger = none_of(scene, [partner_table.named(identity) for identity in asked.named])
    foreign = none_of(scene, [partner_table.in_country(country) for country in asked.countries])
    barred = [partner_table.named(identity) for identity in asked.exclude]
    return reduce(np.logical_or, barred, stranger | foreign)


def weight_zero(scene: Scene) -> Flags:
    """Given a weight of zero, where weights count."""
    if not METHODS[scene.pool.method].weighs:
        return np.zeros(len(scene.partner_table), dtype=np.bool_)
    return scene.partner_table.weight <= 0


def none_of(scene: Scene, columns: list[Flags]) -> Flags:
    """In none of the columns; nobody, when there are no columns."""
    nobody = np.zeros(len(scene.partner_table), dtype=np.bool_)
    return ~reduce(np.logical_or, columns) if columns else nobody


MEMBERSHIP_CHECKS = (
    ("inactive", inactive),
    ("policy_not_signed", policy_not_signed),
    ("unreachable", unreachable),
    ("tier", tier),
    ("not_in_pool", not_in_pool),
    ("weight_zero", weight_zero),
)
