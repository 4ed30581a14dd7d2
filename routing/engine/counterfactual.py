"""Path to more leads: the same leads again, with one partner's facts changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from routing.engine.decision import Contest
from routing.engine.facts import LeadFacts, PartnerFacts
from routing.engine.partner_table import PartnerTable
from routing.engine.router import Router
from routing.engine.routing_state import RoutingState
from routing.engine.version import Version

Routers = dict[tuple[Version, PartnerTable], Router]


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """One stored run: what was decided, with what was known then."""

    lead: LeadFacts
    version: Version
    partner_table: PartnerTable
    routing_state: RoutingState
    now: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """Leads a partner competed for, and its summed shares of them: what it can expect."""

    within_reach: int
    expected: float


@dataclass(frozen=True, slots=True)
class Path:
    """What a change would have brought over the same leads."""

    before: Reach
    after: Reach

    @property
    def more_within_reach(self) -> int:
        """Leads gained, as chances."""
        return self.after.within_reach - self.before.within_reach

    @property
    def more_expected(self) -> float:
        """Leads gained, as expectation."""
        return self.after.expected - self.before.expected


def path_to_more(past: Sequence[Past], changed: PartnerFacts) -> Path:
    """The partner's reach as it was and as it would have been with these facts instead.

    Everything else is as it was stored: other partners, limits reached, the policy of the day.
    """
    worlds = {
        partner_table: partner_table.with_partner(changed)
        for partner_table in {run.partner_table for run in past}
    }
    altered = []
    for run in past:
        partner_table = worlds[run.partner_table]
        altered.append(
            Past(run.lead, run.version, partner_table, run.routing_state.moved_to(partner_table), run.now)
        )
    return Path(reach(past, changed.id), reach(altered, changed.id))


def reach(past: Iterable[Past], partner_id: str) -> Reach:
    """How many of these leads a partner competed for, and its expected part of them."""
    routers: Routers = {}
    shares = [share for run in past if (share := _share(run, partner_id, routers)) > 0]
    return Reach(len(shares), sum(shares))


def _share(run: Past, partner_id: str, routers: Routers) -> float:
    contest = _contest(run, routers)
    if contest is None:
        return 0.0
    where = (contest.eligible == run.partner_table.position(partner_id)).nonzero()[0]
    return float(contest.pay[where[0]]) / max(contest.charge, 1) if len(where) else 0.0


def _contest(run: Past, routers: Routers) -> Contest | None:
    """The contest in which the lead would have been decided, fallbacks included."""
    rule, _ = run.version.match(run.lead)
    if rule is None or rule.then != "route" or rule.pool is None:
        return None
    key = (run.version, run.partner_table)
    router = routers[key] = routers.get(key) or Router(*key)
    pool = run.version.pools[rule.pool]
    contest = router.contest(pool, run.lead, run.routing_state, run.now)
    while not len(contest.eligible) and pool.fallback is not None:
        pool = run.version.pools[pool.fallback]
        contest = router.contest(pool, run.lead, run.routing_state, run.now)
    return contest
