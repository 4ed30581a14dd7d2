"""Whether the caps and minimums of a pool's guard can hold with the partners there are today."""

from collections.abc import Iterator
from datetime import datetime

import numpy as np
from django.utils import formats
from django.utils.translation import gettext, ngettext

from routing.engine import PartnerTable, Pool, Problem, Router
from routing.engine.credit import Ints
from routing.engine.guard import PARTS, Guard
from routing.engine.hold_guard import NOBODY, Group, groups_of
from routing.engine.partner_table import Flags


def guard_reach(router: Router, pool: Pool, members: Flags, now: datetime) -> Iterator[Problem]:
    """Warnings about the guard of a pool with these members."""
    if pool.guard is None:
        return
    here: Flags = members & router.partner_table.routable
    count, path = int(np.count_nonzero(here)), f"pools.{pool.key}.guard"
    groups = groups_of(router.scene(pool, now), pool.guard)
    most = most_together(groups.caps, router.partner_table, here, pool.guard)
    if count and most < PARTS:
        words = ngettext(
            "The caps cannot hold: the %(count)s partner of this pool may have %(most)s %% of its leads. "
            "%(then)s",
            "The caps cannot hold: the %(count)s partners of this pool may have %(most)s %% of its leads "
            "together. %(then)s",
            count,
        )
        then = (
            gettext("When all are at their caps, the partner least above its cap gets the lead.")
            if pool.guard.otherwise == "least_over"
            else gettext("When all are at their caps, leads go to the fallback pool, or to a person.")
        )
        told = {"count": count, "most": percent(most), "then": then}
        yield Problem(f"{path}.most", "caps_below_all", words % told, "warning")
    least = sum(int(group.parts[here].sum()) for group in groups.floors if group.key == "partner")
    if least > PARTS:
        words = gettext(
            "The minimums of the %(count)s partners of this pool come to %(least)s %% of its leads: some "
            "will be late."
        )
        told = {"count": count, "least": percent(least)}
        yield Problem(f"{path}.least", "minimums_above_all", words % told, "warning")
    for group in groups.floors:
        if group.key != "partner" and not (here & (group.label != NOBODY)).any():
            words = gettext(
                "Nobody in this pool today belongs to those who have a minimum, so it is never given."
            )
            name = (
                "newcomers_least"
                if group.key == "newcomers"
                else f"tiers_least.{group.key.partition(':')[2]}"
            )
            yield Problem(f"{path}.{name}", "minimum_of_nobody", words, "warning")


def most_together(caps: tuple[Group, ...], table: PartnerTable, here: Flags, guard: Guard) -> int:
    """What these partners may have together under the caps, in thousandths of a percent; at most everything.

    A cap of less than one lead of the window allows one.
    """
    one = 0 if guard.leads is None else -(-PARTS // guard.leads)
    own: Ints = np.where(here, PARTS, 0)
    for group in caps:
        if group.key == "partner":
            own = np.where(here & (group.label != NOBODY), np.maximum(group.parts, one), own)
    found = [int(own.sum())]
    tiers = [group for group in caps if group.key.startswith("tier:")]
    for together in (tiers, [group for group in caps if group.key == "newcomers"]):
        capped = np.zeros(len(table), dtype=np.bool_)
        total = 0
        for group in together:
            inside = group.label != NOBODY
            total += min(max(int(group.parts[0]), one), int(own[inside].sum()))
            capped |= inside
        found.append(total + int(own[~capped].sum()))
    return min(*found, PARTS)


def percent(parts: int) -> str:
    """Thousandths of a percent as a percentage."""
    return (
        formats.number_format(round(parts * 100 / PARTS, 1), use_l10n=True)
        .removesuffix(".0")
        .removesuffix(",0")
    )
