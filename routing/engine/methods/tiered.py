"""Tiered: each tier its share of leads, partners within a tier by weight.

The share of a tier in which nobody is eligible goes to the next tier in the pool's order
(after the last, to the first), for this lead only: it is not owed later.
"""

import numpy as np

from routing.engine.credit import Index, Ints, whole_for
from routing.engine.methods.method import Method, given
from routing.engine.scene import Case, Scene


def tiered(case: Case, index: Index) -> Ints:
    """Parts of one lead (`whole_for`), at least one part each."""
    order = tier_order(case.scene)
    tier, base = _tier_column(case.scene, order)[index], given(case, index)
    totals = [int(base[tier == place].sum()) for place in range(len(order))]
    stated = dict(case.scene.pool.shares)
    shares = inherited([stated[slug] for slug in order], [total > 0 for total in totals])
    whole = whole_for(len(index)) / sum(shares)
    parts = np.array([int(whole * share) for share in shares], dtype=np.int64)
    weights: Ints = parts[tier] * base // np.maximum(totals, 1)[tier]
    return np.maximum(weights, 1)


def _tier_column(scene: Scene, order: list[str]) -> Ints:
    """Each partner's place in the order of tiers; those outside compete nowhere and stand at 0."""
    column = scene.columns.get("tier")
    if column is None:
        column = np.zeros(len(scene.partner_table), dtype=np.int64)
        for place, slug in enumerate(order):
            column[scene.partner_table.in_tier(slug)] = place
        scene.columns["tier"] = column
    return column


def tier_order(scene: Scene) -> list[str]:
    """The tiers with a share: as the pool states them, others after by rank, then by name."""
    shared = [tier for tier, share in scene.pool.shares if share > 0]
    ranks = {tier.slug: rank for rank, tier in enumerate(scene.partner_table.tiers)}
    stated = {tier: place for place, tier in enumerate(scene.pool.tier_order)}
    return sorted(shared, key=lambda t: (stated.get(t, len(stated)), ranks.get(t, len(ranks)), t))


def inherited(shares: list[float], present: list[bool]) -> list[float]:
    """Shares after every empty tier's share has gone to the next present one, round and round."""
    passed = list(shares)
    for place, here in enumerate(present):
        if here or not any(present):
            continue
        after = (*range(place + 1, len(present)), *range(place))
        heir = next(candidate for candidate in after if present[candidate])
        passed[heir] += passed[place]
        passed[place] = 0.0
    return passed


TIERED = Method("tiered", tiered)
