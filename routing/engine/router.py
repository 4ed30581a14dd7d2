"""The router: one policy version, one partner table, and what can be worked out once and kept between leads.

A lead's reasons come from few sources: the pool and the day, the lead's requirements, its
place, limits reached, and its own past. The first three make a *field*, cached by what it
depends on; limits reached are one array that changes rarely. So most leads cost a few
operations over packed columns, however many checks there are.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from routing.engine.contest import Field, hold_contest
from routing.engine.credit import Index, Ints
from routing.engine.decision import Contest, Decision
from routing.engine.eligibility import LEAD_CHECKS, POOL_CHECKS, LeadCheck
from routing.engine.eligibility.history import Particular, particular_reasons
from routing.engine.facts import LeadFacts
from routing.engine.memo import Memo
from routing.engine.methods import METHODS
from routing.engine.moment import moment_of
from routing.engine.partner_table import PartnerTable
from routing.engine.pool import Pool
from routing.engine.prefer import PREFERENCES
from routing.engine.reasons import BIT, Bits
from routing.engine.requirements import REQUIREMENTS
from routing.engine.routing_state import RoutingState
from routing.engine.run import decide_lead
from routing.engine.scene import Case, Scene
from routing.engine.version import Version

Aspect = Callable[[PartnerTable, LeadFacts], Hashable]
NO_REASONS: Final[Particular] = ()

ASPECTS: Final[Mapping[str, Aspect]] = {
    "categories": lambda partner_table, lead: lead.product_categories,
    "certifications": lambda partner_table, lead: lead.required_certifications,
    "industry": lambda partner_table, lead: lead.industry,
    "languages": lambda partner_table, lead: lead.languages,
    "place": lambda partner_table, lead: (lead.latitude, lead.longitude),
    "territory": lambda partner_table, lead: partner_table.territories.cover(lead).key,
}


class Router:
    """Decides lead after lead by one version among one partner table, and owns all that is kept in between.

    What it keeps changes how fast an answer comes, never the answer. Throw it away as a whole when
    the version or the partner table changes. One thread at a time.
    """

    def __init__(self, version: Version, partner_table: PartnerTable) -> None:
        self.version = version
        self.partner_table = partner_table
        self._aspects = {key: _aspects_of(pool) for key, pool in version.pools.items()}
        self._by_minute = any(pool.deliver == "only_open" for pool in version.pools.values())
        self._limited = any(pool.max_per_account is not None for pool in version.pools.values())
        self._limited = self._limited or any(p.max_per_account is not None for p in partner_table.partners)
        self._scenes: dict[str, Scene] = {}
        self._valid: Ints | None = None
        self._now: datetime | None = None
        self._forget()

    def decide(self, lead: LeadFacts, routing_state: RoutingState, now: datetime) -> Decision:
        """As `decide`; raises ValueError as it does."""
        if routing_state.partner_table is not self.partner_table:
            raise ValueError("this routing_state belongs to another partner table")
        self._at(now)
        return decide_lead(self, lead, routing_state, now)

    def decide_batch(
        self, leads: Iterable[LeadFacts], routing_state: RoutingState, now: datetime
    ) -> list[Decision]:
        """As `decide_batch`."""
        return list(self.each(leads, routing_state, now))

    def each(
        self, leads: Iterable[LeadFacts], routing_state: RoutingState, now: datetime
    ) -> Iterator[Decision]:
        """Decisions one by one, each applied to `routing_state` before the next is made."""
        for lead in leads:
            decision = self.decide(lead, routing_state, now)
            routing_state.apply(decision)
            yield decision

    def contest(self, pool: Pool, lead: LeadFacts, routing_state: RoutingState, now: datetime) -> Contest:
        """The lead's contest in a pool; the same object again where nothing relevant changed."""
        self._at(now)
        found = self._field(pool, lead)
        dynamic = routing_state.mask(pool.limits, self._moment).bits
        if self._is_particular(lead, routing_state):
            case = Case(self._scene(pool), lead, routing_state, now)
            return hold_contest(case, found, dynamic, particular_reasons(case))
        if found.latest is not None and found.latest[0] is dynamic:
            return found.latest[1]
        case = Case(self._scene(pool), lead, routing_state, now)
        contest = hold_contest(case, found, dynamic, NO_REASONS)
        if pool.guard is None and not METHODS[pool.method].moves:
            found.latest = (dynamic, contest)
        return contest

    def case(self, pool: Pool, lead: LeadFacts, routing_state: RoutingState, now: datetime) -> Case:
        """What checks and methods see for this lead in this pool."""
        self._at(now)
        return Case(self._scene(pool), lead, routing_state, now)

    def scene(self, pool: Pool, now: datetime) -> Scene:
        """The pool at that instant, with the reasons that hold whatever the lead."""
        self._at(now)
        return self._scene(pool)

    def _at(self, now: datetime) -> None:
        """Forget what no longer holds at that instant."""
        if now is self._now:
            return
        if (
            self._now is None
            or not self._moment.covers(now)
            or (self._by_minute and now >= self._minute_ends)
        ):
            self._start(now)

    def _start(self, now: datetime) -> None:
        self._now = now
        self._minute_ends = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        self._moment = moment_of(self.partner_table, now)
        valid = self.partner_table.certification_count(self._moment.today)
        scenes = {key: self._made(scene.pool) for key, scene in self._scenes.items()}
        if not self._is_still(valid, scenes):
            self._valid, self._scenes = valid, scenes
            self._forget()

    def _forget(self) -> None:
        self._fields: Memo[Field] = Memo(64 * 2**20)
        self._columns: Memo[Bits] = Memo(32 * 2**20)

    def _is_still(self, valid: Ints, scenes: Mapping[str, Scene]) -> bool:
        """Whether a new day or minute changed nothing: what was worked out before stays good."""
        if self._valid is None or not np.array_equal(valid, self._valid):
            return False
        return all(np.array_equal(scene.base, self._scenes[key].base) for key, scene in scenes.items())

    def _scene(self, pool: Pool) -> Scene:
        scene = self._scenes.get(pool.key)
        if scene is None:
            scene = self._scenes[pool.key] = self._made(pool)
        return scene

    def _made(self, pool: Pool) -> Scene:
        assert self._now is not None
        scene = Scene(self.partner_table, pool, self._moment, self._now)
        for code, check in POOL_CHECKS:
            scene.base[check(scene)] |= BIT[code]
        scene.base.flags.writeable = False
        return scene

    def _field(self, pool: Pool, lead: LeadFacts) -> Field:
        partner_table = self.partner_table
        key = (pool.key, *[aspect(partner_table, lead) for aspect in self._aspects[pool.key]])
        found = self._fields.get(key)
        if found is None:
            static = self._static(pool, lead)
            candidates: Index = np.flatnonzero(static == 0)
            size = static.nbytes + 3 * candidates.nbytes + 500
            found = self._fields.put(key, Field(static, candidates), size)
        return found

    def _static(self, pool: Pool, lead: LeadFacts) -> Bits:
        scene = self._scene(pool)
        bits = scene.base
        for check in LEAD_CHECKS:
            if check.applies(scene, lead):
                bits = bits | self._column(check, scene, lead)
        return bits

    def _column(self, check: LeadCheck, scene: Scene, lead: LeadFacts) -> Bits:
        """One check's bits; the answer depends on the lead's aspect only, so all pools share it."""
        key = (check.code, check.setting(scene), ASPECTS[check.aspect](self.partner_table, lead))
        bits = self._columns.get(key)
        if bits is None:
            bits = check.keeps_out(scene, lead) * BIT[check.code]
            self._columns.put(key, bits, bits.nbytes)
        return bits

    def _is_particular(self, lead: LeadFacts, routing_state: RoutingState) -> bool:
        if lead.previous_partner_ids or lead.conflict_partner_ids:
            return True
        if lead.protected_partner_id is not None or lead.sticky_partner_id is not None:
            return True
        if lead.sourced_partner_id is not None:
            return True
        account = lead.counted_account
        return self._limited and account is not None and bool(routing_state.account_counts(account))


def _aspects_of(pool: Pool) -> tuple[Aspect, ...]:
    """The parts of a lead that this pool's checks, preferences and method look at."""
    needed = (REQUIREMENTS[word].aspect for word in pool.require)
    names = {aspect for aspect in needed if aspect is not None}
    names |= {aspect for name in pool.prefer for aspect in PREFERENCES[name].aspects}
    names |= METHODS[pool.method].aspects
    if any(factor.name == "extra_certifications" for factor in pool.factors):
        names.add("certifications")
    return tuple(ASPECTS[name] for name in sorted(names))
