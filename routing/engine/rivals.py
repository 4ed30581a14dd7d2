"""Whom a partner would have met in a past contest, and what it could have expected of it.

`path_to_more` answers that by holding every contest again with the whole partner table. Here the same follows
from the stored decision and one partner alone: a newcomer changes nobody else's reasons, and those who
competed are the best by every measure already. So a newcomer is behind them (nothing), ahead of them
(the lead is its alone) or level (it shares by weight), and only its own row has to be worked out.
A newcomer's own results move a pool's averages a little; here the averages stay as they were.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.decision import Decision
from routing.engine.facts import LeadFacts, PartnerFacts, TierFacts
from routing.engine.methods import METHODS
from routing.engine.methods.method import ITSELF, Others
from routing.engine.partner_table import PartnerTable
from routing.engine.pool import Pool
from routing.engine.prefer import (
    PREFERENCES,
    conversion_bands,
    conversion_prior,
)
from routing.engine.reasons import BIT, BY_CODE, Bits
from routing.engine.router import Router
from routing.engine.routing_state import RoutingState
from routing.engine.scene import Case
from routing.engine.version import Version

ELIGIBILITY: Final = np.bitwise_or.reduce(
    [BIT[code] for code, each in BY_CODE.items() if each.kind == "eligibility"]
)
ALONE: Final = 1.0
NOTHING: Final = 0.0

Stage = Callable[[Case, Index], Ints | None]


@dataclass(frozen=True, slots=True)
class Rivals:
    """Those who competed for one lead: how good the best are, and what they share it by.

    `best` runs parallel to the pool's stages (its preferences, then its method's measure); None where a
    stage does not apply to the lead. `tried` are pools that had nobody. `owner_id` is the partner that
    works with the account, where it could have had the lead.
    """

    pool: str
    tried: tuple[str, ...]
    owner_id: str | None
    best: tuple[int | None, ...]
    others: Others
    prior: float | None

    def without(self, version: Version, weight: int, tier: str | None) -> "Rivals":
        """The others, for one who competed itself, with this weight and tier.

        Those it had outranked are not among them: good for changes that do not set it back.
        """
        method = METHODS[version.pools[self.pool].method]
        return replace(self, others=method.without(self.others, weight, tier))


def rivals_of(
    decision: Decision, lead: LeadFacts, router: Router, routing_state: RoutingState, now: datetime
) -> Rivals | None:
    """The rivals in a decision on the routing state's partner table; None where the rules asked for a person.

    Only the counts of the routing state are looked at, and only where the method does.
    """
    rule, _ = router.version.match(lead)
    contest = decision.contest
    if contest is None or rule is None or rule.then != "route":
        return None
    partner_table, pool = routing_state.partner_table, router.version.pools[contest.pool]
    case = router.case(pool, lead, routing_state, now)
    one = contest.eligible[:1]
    return Rivals(
        pool=pool.key,
        tried=tuple(attempt.pool for attempt in decision.attempts),
        owner_id=_owner(lead, partner_table, decision.reasons),
        best=tuple(_best(stage, case, one) for stage in _stages(pool)),
        others=METHODS[pool.method].others(case, contest.eligible, contest.weights),
        prior=conversion_prior(case) if "conversion" in pool.prefer and lead.product_categories else None,
    )


class Newcomer:
    """One partner, as it might have been, before past contests. Ask in order of time: days are kept."""

    def __init__(self, facts: PartnerFacts, tiers: tuple[TierFacts, ...]) -> None:
        self.facts = facts
        self.partner_table = PartnerTable([facts], tiers)
        self.routing_state = RoutingState.build(self.partner_table)
        self._routers: dict[Version, Router] = {}

    def share(self, rivals: Rivals, lead: LeadFacts, version: Version, counts: Ints, now: datetime) -> float:
        """What part of the lead it could have expected: 0 where it could not have had it.

        `counts` are its open leads and offers of the day, week and month then.
        """
        self.routing_state = RoutingState(self.partner_table, counts.astype(np.int64).reshape(1, 4))
        if any(self._passes(version.pools[key], lead, version, now) for key in rivals.tried):
            return ALONE
        pool = version.pools[rivals.pool]
        if not self._passes(pool, lead, version, now) or rivals.owner_id not in (None, self.facts.id):
            return NOTHING
        if not rivals.others.count or lead.sticky_partner_id == self.facts.id:
            return ALONE
        case = self._router(version).case(pool, lead, self.routing_state, now)
        ahead = self._ahead(case, rivals)
        return _part(case, rivals.others) if ahead == 0 else (ALONE if ahead > 0 else NOTHING)

    def _passes(self, pool: Pool, lead: LeadFacts, version: Version, now: datetime) -> bool:
        return len(self._router(version).contest(pool, lead, self.routing_state, now).eligible) == 1

    def _router(self, version: Version) -> Router:
        """What is worked out for this partner by this version is kept: many leads are asked about."""
        if version not in self._routers:
            self._routers[version] = Router(version, self.partner_table)
        return self._routers[version]

    def _ahead(self, case: Case, rivals: Rivals) -> int:
        """Above zero if it comes before the rivals, below if after; zero if level all the way."""
        pool = case.scene.pool
        for own, best in zip(self._measures(pool, case, rivals), rivals.best, strict=True):
            if own is not None and best is not None and int(own[0]) != best:
                return 1 if int(own[0]) > best else -1
        return 0

    def _measures(self, pool: Pool, case: Case, rivals: Rivals) -> Iterator[Ints | None]:
        """Its own figures; what is relative to the whole partner table is taken from the partner table of
        the day."""
        for name in pool.prefer:
            yield self._bands(case, rivals) if name == "conversion" else PREFERENCES[name].score(case, ITSELF)
        method = METHODS[pool.method]
        if method.reason:
            yield method.own_rank(case, rivals.others)

    def _bands(self, case: Case, rivals: Rivals) -> Ints | None:
        if rivals.prior is None:
            return None
        results = [self.facts.category_results.get(name, (0, 0)) for name in case.lead.product_categories]
        won, lost = (np.array([sum(column)]) for column in zip(*results, strict=True))
        return conversion_bands(won, lost, rivals.prior)

    def weight(self, rivals: Rivals, lead: LeadFacts, version: Version, now: datetime) -> int:
        """What it shares by in the rivals' pool."""
        pool = version.pools[rivals.pool]
        case = self._router(version).case(pool, lead, self.routing_state, now)
        return METHODS[pool.method].own_weight(case, rivals.others)


def _part(case: Case, others: Others) -> float:
    method = METHODS[case.scene.pool.method]
    return method.own_part(case, others, method.own_weight(case, others))


def _stages(pool: Pool) -> tuple[Stage, ...]:
    """How the pool narrows those who qualify, in order."""
    method = METHODS[pool.method]
    preferences = tuple(PREFERENCES[name].score for name in pool.prefer)
    return (*preferences, method.rank) if method.reason else preferences


def _best(stage: Stage, case: Case, one: Index) -> int | None:
    """What those who competed have in common: the best there was, when one of them is asked."""
    found = stage(case, one) if len(one) else None
    return None if found is None else int(found[0])


def _owner(lead: LeadFacts, partner_table: PartnerTable, reasons: Bits) -> str | None:
    place = partner_table.find(lead.sticky_partner_id)
    return lead.sticky_partner_id if place is not None and not reasons[place] & ELIGIBILITY else None
