"""Tiered: each tier its share of leads, partners within a tier by weight.

The share of a tier in which nobody is eligible goes to the next tier in the pool's order
(after the last, to the first), for this lead only: it is not owed later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from routing.engine.credit import Index, Ints, whole_for
from routing.engine.factors import base_weights
from routing.engine.methods.method import Method, MethodSettings, Others
from routing.engine.model.kinds import AnyOf, Number, NumberForEach
from routing.engine.model.setting import Group, _, setting
from routing.engine.problems import Entry, Problem
from routing.engine.scene import Case, Scene

SHARES: Final = Group(
    _("Shares of the tiers"),
    _(
        "In parts of 100. An empty or full tier’s share goes to the "
        "next tier in the order and is not owed later."
    ),
    is_open=True,
)


@dataclass(frozen=True, slots=True)
class TieredSettings(MethodSettings):
    """What each tier gets."""

    shares: tuple[tuple[str, float], ...] = setting(
        NumberForEach("tiers", Number(0, 1_000_000)),
        (),
        label=_("Shares of the tiers"),
        term=_("shares"),
        group=SHARES,
        is_needed=True,
    )
    tier_order: tuple[str, ...] = setting(
        AnyOf("tiers", is_ordered=True),
        (),
        label=_("Order in which tiers get an empty tier’s share"),
        term=_("order of tiers"),
        group=SHARES,
    )

    @property
    def tiers(self) -> tuple[str, ...]:
        return tuple(tier for tier, share in self.shares if share > 0)


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
    shared = [tier for tier, share in scene.pool.options.shares if share > 0]
    ranks = {tier.slug: rank for rank, tier in enumerate(scene.partner_table.tiers)}
    stated = {tier: place for place, tier in enumerate(scene.pool.options.tier_order)}
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


class Tiered(Method):
    """Parts of one lead (`whole_for`), at least one part each."""

    name = "tiered"
    title = _("tiered")
    label = _("Tiered: shares for tiers, weights within")
    partner_words = _("Each tier has its share of these leads, and the partners within a tier have theirs.")
    settings = TieredSettings

    def weigh(self, case: Case, index: Index) -> Ints:
        order = tier_order(case.scene)
        tier, base = _tier_column(case.scene, order)[index], base_weights(case)[index]
        totals = [int(base[tier == place].sum()) for place in range(len(order))]
        stated = dict(case.scene.pool.options.shares)
        shares = inherited([stated[slug] for slug in order], [total > 0 for total in totals])
        whole = whole_for(len(index)) / sum(shares)
        parts = np.array([int(whole * share) for share in shares], dtype=np.int64)
        weights: Ints = parts[tier] * base // np.maximum(totals, 1)[tier]
        return np.maximum(weights, 1)

    def problems(self, pool: Mapping[str, Any], path: str) -> Iterator[Problem]:
        shares = pool.get("shares")
        if shares is None:
            return
        total = sum(shares.values())
        if total <= 0:
            yield Problem(f"{path}.shares", "out_of_range", _("at least one share must be above zero"))
        elif abs(total - 100) > 0.01:
            words = _("the shares add up to %(total)g, not 100; they are taken in proportion")
            yield Problem(f"{path}.shares", "shares_do_not_sum", words, "warning", {"total": total})
        for tier in pool.get("tier_order", ()):
            if tier not in shares:
                words = _("%(tier)s has no share in this pool")
                values = {"tier": Entry("tiers", tier)}
                yield Problem(f"{path}.tier_order", "unknown_tier", words, values=values)

    def others(self, case: Case, eligible: Index, weights: Ints) -> Others:
        """With what the partners of each tier share their tier's part by."""
        return replace(super().others(case, eligible, weights), figures=_by_tier(case, eligible))

    def own_weight(self, case: Case, others: Others) -> int:
        return int(base_weights(case)[0])

    def own_part(self, case: Case, others: Others, own: int) -> float:
        order, tier = tier_order(case.scene), case.scene.partner_table.partners[0].tier or ""
        totals = {**others.figures, tier: others.figures.get(tier, 0) + own}
        stated = dict(case.scene.pool.options.shares)
        present = [totals.get(slug, 0) > 0 for slug in order]
        shares = dict(zip(order, inherited([stated[slug] for slug in order], present), strict=True))
        part = shares.get(tier, 0.0) / max(sum(shares.values()), 1e-9)
        return float(part * own / max(totals[tier], 1))

    def without(self, others: Others, weight: int, tier: str | None) -> Others:
        by_tier = dict(others.figures)
        if (tier or "") in by_tier:
            by_tier[tier or ""] -= weight
        return replace(super().without(others, weight, tier), figures=by_tier)


def _by_tier(case: Case, eligible: Index) -> dict[str, int]:
    found: dict[str, int] = {}
    base = base_weights(case)
    for place in eligible.tolist():
        tier = case.scene.partner_table.partners[place].tier or ""
        found[tier] = found.get(tier, 0) + int(base[place])
    return found


METHOD = Tiered()
