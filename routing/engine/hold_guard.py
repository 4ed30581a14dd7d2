"""Applying a guard to a contest: who is at a cap, whose minimum is due, and what to do when nobody is below.

A cap of K in W leads holds back whoever has K of the last W - 1. A minimum of q is due where, for some s up
to W, the last s - 1 leads and this one would hold fewer than q * s of them, rounded down: so it is met within
every stretch of leads, not only at its end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.guard import PARTS, Guard, most_of, parts_of
from routing.engine.guarded import Guarded
from routing.engine.partner_table import Flags
from routing.engine.scene import Case, Scene
from routing.engine.window import STRANGER, Window

CAP: Final = "share_cap"
LEAST_OVER: Final = "least_over_cap"
FLOOR: Final = "share_floor"
NOBODY: Final = -1
FAR: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Partners that a percentage is counted for together, or each alone: `label` says which count is whose.

    `parts` is the percentage of each label, 0 for none; a label of `NOBODY` has none.
    """

    key: str
    label: Ints
    parts: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Everybody whom a guard caps, and everybody to whom it gives a minimum, the first served first."""

    caps: tuple[Group, ...]
    floors: tuple[Group, ...]


def groups_of(scene: Scene, guard: Guard) -> Groups:
    """Whom a guard of this pool is about, at this moment."""
    found = scene.kept.get("guard")
    if found is None:
        found = scene.kept["guard"] = Groups(
            tuple(
                _groups(scene, guard, guard.most, guard.newcomers_most, guard.tiers_most, guard.partners_most)
            ),
            tuple(
                _groups(
                    scene, guard, guard.least, guard.newcomers_least, guard.tiers_least, guard.partners_least
                )
            ),
        )
    groups: Groups = found
    return groups


def hold_guard(case: Case, guard: Guard, left: Any, *, is_claimed: bool) -> tuple[Guarded, ...]:
    """Narrow the contenders by the pool's guard; what it did, in figures. `left` is the `Narrowing`.

    A claim on the lead goes before a guard; the lead counts in the window all the same.
    """
    window = case.routing_state.window(case.scene.pool.key, guard)
    if is_claimed or not len(left.index):
        return ()
    groups = groups_of(case.scene, guard)
    over = _over(groups.caps, window, left.index)
    told = [_capped(group, window, left.index, held) for group, held in over if held.any()]
    worst = _worst(over, len(left.index))
    if not (worst > 0).all():
        if worst.any():
            left.keep(CAP, worst <= 0, CAP)
        return (*_flat(told), *_by_floor(groups.floors, window, left))
    if guard.otherwise == "least_over":
        left.keep(LEAST_OVER, worst == worst.min(), CAP)
    else:
        left.keep(CAP, np.zeros(len(left.index), dtype=np.bool_), CAP)
    return _flat(told)


def _groups(
    scene: Scene,
    guard: Guard,
    each: float | None,
    newcomers: float | None,
    tiers: tuple[tuple[str, float], ...],
    partners: tuple[tuple[str, float], ...],
) -> Iterator[Group]:
    table = scene.partner_table
    if newcomers is not None:
        yield Group("newcomers", np.where(is_new(scene, guard.newcomer_days), 0, NOBODY), _one(newcomers))
    if each is not None or partners:
        own = np.full(len(table), parts_of(each), dtype=np.int64)
        for name, percent in partners:
            own[table.named(name)] = parts_of(percent)
        yield Group("partner", np.where(own > 0, np.arange(len(table)), NOBODY), own)
    for slug, percent in tiers:
        yield Group(f"tier:{slug}", np.where(table.in_tier(slug), 0, NOBODY), _one(percent))


def is_new(scene: Scene, days: int) -> Flags:
    """Who joined fewer than so many days ago."""
    joined = [0 if p.joined_on is None else p.joined_on.toordinal() for p in scene.partner_table.partners]
    on = np.array(joined, dtype=np.int64)
    new: Flags = (on > 0) & (on + days > scene.moment.today)
    return new


def _one(percent: float) -> Ints:
    return np.array([parts_of(percent)], dtype=np.int64)


def _counts(group: Group, window: Window) -> Ints:
    """Leads of the window by label."""
    if group.key == "partner":
        return window.counts
    return np.array([window.counts[group.label != NOBODY].sum()], dtype=np.int64)


def _over(groups: tuple[Group, ...], window: Window, index: Index) -> list[tuple[Group, Ints]]:
    """For each group and contender, by how many leads it would be above its cap with this lead."""
    found = []
    for group in groups:
        label = group.label[index]
        counts, most = _counts(group, window), np.maximum(group.parts * window.length // PARTS, 1)
        over = np.where(label == NOBODY, 0, counts[label] + 1 - most[label])
        found.append((group, np.maximum(over, 0)))
    return found


def _worst(over: list[tuple[Group, Ints]], contenders: int) -> Ints:
    worst = np.zeros(contenders, dtype=np.int64)
    for _group, each in over:
        np.maximum(worst, each, out=worst)
    return worst


def _flat(told: list[tuple[Guarded, ...]]) -> tuple[Guarded, ...]:
    return tuple(each for some in told for each in some)


def _capped(group: Group, window: Window, index: Index, over: Ints) -> tuple[Guarded, ...]:
    """The figures of those at a cap: one entry for each label."""
    newest = window.newest_first()
    counts, places = _counts(group, window), index[over > 0]
    told = []
    for label in np.unique(group.label[places]).tolist():
        most, count = most_of(int(group.parts[label]), window.length), int(counts[label])
        own = places[group.label[places] == label]
        after = 0
        if window.leads is not None:
            ages = np.flatnonzero(_labels(group, newest) == label) + 1
            after = max(window.leads - int(ages[most - 1]), 1)
        told.append(Guarded("cap", group.key, count, most, window.length, tuple(own.tolist()), after))
    return tuple(told)


def _labels(group: Group, places: Ints) -> Ints:
    """The label of whoever had each lead."""
    return np.where(places == STRANGER, NOBODY, group.label[places])


def _by_floor(floors: tuple[Group, ...], window: Window, left: Any) -> tuple[Guarded, ...]:
    """Keep those whose minimum is due: of the first group of which any competes, whoever lacks most."""
    for group in floors:
        label = group.label[left.index]
        missing, lacks = due(group, window)
        owed = np.where(label == NOBODY, 0, lacks[label])
        if owed.any():
            left.keep(FLOOR, owed == owed.max(), FLOOR)
            return _owed(group, missing, left.index)
    return ()


def due(group: Group, window: Window) -> tuple[Ints, Ints]:
    """By label, which lead of its minimum is missing (1: its first), and how many it lacks; 0 for none.

    The m-th latest lead of a group with a minimum of q must be among the last s - 1, where s is the least
    number of leads of which q is m.
    """
    size = min(window.length, len(window.places) + 1)
    parts = np.maximum(group.parts, 1)
    labels = _labels(group, window.newest_first())
    ages = np.flatnonzero(labels != NOBODY)
    labels = labels[ages]
    order = np.argsort(labels, kind="stable")
    labels, ages = labels[order], ages[order] + 1
    counts = np.bincount(labels, minlength=len(parts))
    nth = np.arange(len(labels)) - (np.cumsum(counts) - counts)[labels] + 1
    late = ages > -(-nth * PARTS // parts[labels]) - 1
    missing = np.full(len(parts), FAR, dtype=np.int64)
    np.minimum.at(missing, labels[late], nth[late])
    missing = np.minimum(missing, counts + 1)
    lacks = np.maximum(group.parts * size // PARTS - missing + 1, 0)
    return missing, lacks


def _owed(group: Group, missing: Ints, index: Index) -> tuple[Guarded, ...]:
    """The figures of those whose minimum is due."""
    told = []
    for label in np.unique(group.label[index]).tolist():
        bound = int(missing[label])
        stretch = -(-bound * PARTS // int(group.parts[label]))
        own = index[group.label[index] == label]
        told.append(Guarded("floor", group.key, bound - 1, bound, stretch, tuple(own.tolist())))
    return tuple(told)
