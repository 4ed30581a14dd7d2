"""From those the eligibility checks lets through to those who compete: preferences, then the method's own
ranking."""

from dataclasses import dataclass, field

import numpy as np

from routing.engine.credit import Index, Ints, pay_for
from routing.engine.decision import Contest, Step
from routing.engine.eligibility.history import Particular
from routing.engine.guarded import Guarded
from routing.engine.hold_guard import hold_guard
from routing.engine.methods import METHODS
from routing.engine.own_campaign import STEP, own_campaign, with_partner
from routing.engine.partner_table import Flags
from routing.engine.prefer import PREFERENCES
from routing.engine.reasons import BIT, Bits
from routing.engine.scene import Case


@dataclass(slots=True, eq=False)
class Field:
    """Everyone's unmoving reasons for one kind of lead in one pool, and those without any.

    `candidates` are partner table positions, ascending. `latest` is the contest held last and the
    limits it was held under: as long as nobody reaches or leaves a limit it serves again.
    """

    static: Bits
    candidates: Index
    latest: tuple[Bits, Contest] | None = field(default=None)


@dataclass(slots=True)
class Narrowing:
    """The contenders left so far, who was outranked on the way, and the steps taken."""

    index: Index
    outranked: list[tuple[Index, np.uint64]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def keep(self, name: str, kept: Flags, reason: str) -> None:
        """Keep some contenders; the others get the reason. Keeping all leaves no trace but the step."""
        before = len(self.index)
        if not kept.all():
            self.outranked.append((self.index[~kept], BIT[reason]))
            self.index = self.index[kept]
        self.steps.append(Step(name, len(self.index), before))

    def keep_best(self, name: str, score: Ints | None, reason: str) -> None:
        """Keep those with the largest score; None means that the measure does not apply."""
        if score is not None and len(self.index):
            self.keep(name, score == score.max(), reason)


def hold_contest(case: Case, found: Field, dynamic: Bits, particular: Particular) -> Contest:
    """The contest for one lead: contenders, weights and pay, with every step recorded."""
    pool = case.scene.pool
    method = METHODS[pool.method]
    static = found.static
    left = Narrowing(_without_limits(found.candidates, dynamic, particular))
    own = own_campaign(case, static, dynamic, particular)
    if own is not None:
        static = _cleared(static, own)
        left.index = with_partner(left.index, own)
        left.keep(STEP, left.index == own, STEP)
    _protect(case, left)
    _prefer_owner(case, left)
    guard: tuple[Guarded, ...] = ()
    if pool.guard is not None:
        guard = hold_guard(case, pool.guard, left, is_claimed=_is_claimed(case, left, own))
    for name in pool.prefer:
        preference = PREFERENCES[name]
        left.keep_best(name, preference.score(case, left.index), preference.reason)
    if method.reason:
        left.keep_best(method.name, method.rank(case, left.index), method.reason)
    weights = method.weigh(case, left.index) if len(left.index) else np.empty(0, dtype=np.int64)
    pay = pay_for(weights)
    return Contest(
        pool=pool.key,
        method=pool.method,
        static=static,
        dynamic=dynamic,
        outranked=tuple(left.outranked),
        particular=particular,
        eligible=left.index,
        weights=weights,
        pay=pay,
        charge=int(pay.sum()),
        steps=tuple(left.steps),
        guard=guard,
    )


def _cleared(static: Bits, position: int) -> Bits:
    """The reasons without this partner's: the pool's wishes do not count against it."""
    if not static[position]:
        return static
    cleared = static.copy()
    cleared[position] = 0
    return cleared


def _without_limits(candidates: Index, dynamic: Bits, particular: Particular) -> Index:
    index: Index = candidates
    if dynamic.any():
        index = candidates[dynamic[candidates] == 0]
    if particular:
        barred = [position for position, _ in particular]
        index = index[~_among(index, barred)]
    return index


def _protect(case: Case, left: Narrowing) -> None:
    """A registered deal bars everyone but its holder, eligible or not."""
    protected = case.lead.protected_partner_id
    if protected is not None:
        position = case.scene.partner_table.find(protected)
        left.keep("protected_deal", left.index == (-1 if position is None else position), "conflict")


def _prefer_owner(case: Case, left: Narrowing) -> None:
    """Who already works with the account comes first, where it is among the eligible."""
    owner = case.scene.partner_table.find(case.lead.sticky_partner_id)
    if owner is not None:
        here = left.index == owner
        if here.any():
            left.keep("sticky_owner", here, "not_owner")


def _is_claimed(case: Case, left: Narrowing, own: int | None) -> bool:
    """Whether somebody has a claim on the lead, which goes before a guard."""
    if own is not None or case.lead.protected_partner_id is not None:
        return True
    return bool(left.steps) and left.steps[-1].name == "sticky_owner"


def _among(index: Index, few: list[int]) -> Flags:
    """Which positions are among a few; by binary search, as positions ascend."""
    marks = np.zeros(len(index), dtype=np.bool_)
    places = np.searchsorted(index, few)
    marks[
        [
            place
            for place, one in zip(places.tolist(), few, strict=True)
            if place < len(index) and index[place] == one
        ]
    ] = True
    return marks
