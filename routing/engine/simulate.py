"""Many leads through one version, to see what a policy would do. Nothing is written but the result."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from routing.engine.credit import LEAD, Ints
from routing.engine.decision import Contest, Decision
from routing.engine.facts import LeadFacts
from routing.engine.fairness import gini_index, jain_index
from routing.engine.hold_guard import CAP, FLOOR, LEAST_OVER
from routing.engine.partner_table import PartnerTable
from routing.engine.router import Router
from routing.engine.routing_state import RoutingState
from routing.engine.version import Version
from routing.engine.world import Outcomes, World

Progress = Callable[[int], bool]


@dataclass(slots=True)
class Tally:
    """What a simulation counted. Arrays run over the partner table, in credit units but for `limit_hits`."""

    received: Ints
    entitled: Ints
    limit_hits: Ints
    outcomes: Counter[str] = field(default_factory=Counter)
    review_reasons: Counter[str] = field(default_factory=Counter)
    unroutable_reasons: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    pools: Counter[str] = field(default_factory=Counter)
    guard: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Simulation:
    """The result, ready to show: leads by partner, tier and region, limits hit, fairness.

    `limit_hits` counts leads that only a limit (capacity, a cap, a guard) kept from a partner.
    `guard` counts, by pool, leads in which a cap of its guard held somebody back (`pool/cap`), everybody was
    at a cap (`pool/least_over`), or a minimum was due (`pool/floor`).
    `chosen` says of each lead which partner (or which invited ones, with commas) has it, else the outcome.
    `unroutable_reasons` counts, for each reason, the unroutable leads in which it appeared.
    """

    leads: int
    completed: bool
    outcomes: Mapping[str, int]
    review_reasons: Mapping[str, int]
    unroutable_reasons: Mapping[str, int]
    by_partner: Mapping[str, float]
    entitled: Mapping[str, float]
    limit_hits: Mapping[str, int]
    guard: Mapping[str, int]
    by_tier: Mapping[str, float]
    by_region: Mapping[str, int]
    by_rule: Mapping[str, int]
    by_pool: Mapping[str, int]
    expected_wins: float
    largest_deviation: float
    jain: float
    gini: float
    chosen: Mapping[str, str] = field(default_factory=dict, repr=False)


def simulate(
    leads: Iterable[LeadFacts],
    version: Version,
    partner_table: PartnerTable,
    routing_state: RoutingState,
    outcomes: Outcomes | None = None,
    progress: Progress | None = None,
) -> Simulation:
    """Decides each lead at the instant it was received, in that order; `routing_state` is not touched.

    Open leads close after `outcomes.open_for`; days, weeks and months end in each partner's
    zone. `progress` hears the number done every thousand leads and may answer False to stop.
    Deterministic.
    """
    model = outcomes or Outcomes()
    ordered = sorted(leads, key=lambda lead: (lead.received_at, lead.id))
    world = World(partner_table, routing_state.copy(), model)
    chosen: dict[str, str] = {}
    tally = Tally(_zeros(partner_table), _zeros(partner_table), _zeros(partner_table))
    router, done = Router(version, partner_table), 0
    for done, lead in enumerate(ordered, start=1):
        world.advance(lead.received_at)
        decision = router.decide(lead, world.routing_state, lead.received_at)
        world.follow(decision, lead.received_at)
        _count(tally, decision, lead)
        chosen[lead.id] = _choice(decision)
        if progress is not None and done % 1000 == 0 and not progress(done):
            break
    return _result(tally, world, done, chosen, completed=done == len(ordered))


def _choice(decision: Decision) -> str:
    """Who gets the lead: a partner, several invited ones, or `review` or `nurture`."""
    if decision.outcome != "route":
        return decision.outcome
    return decision.partner_id or ",".join(sorted(decision.invited_ids))


def _zeros(partner_table: PartnerTable) -> Ints:
    return np.zeros(len(partner_table), dtype=np.int64)


def _count(tally: Tally, decision: Decision, lead: LeadFacts) -> None:
    tally.outcomes[decision.outcome] += 1
    tally.rules[decision.rule_name] += 1
    if decision.review_reason is not None:
        tally.review_reasons[decision.review_reason] += 1
    contest = decision.contest
    if contest is None:
        return
    tally.limit_hits += (contest.static == 0) & (contest.dynamic != 0)
    _count_guard(tally, contest)
    if decision.outcome == "route":
        tally.pools[contest.pool] += 1
        tally.regions[lead.region or lead.country or ""] += 1
        tally.entitled[contest.eligible] += contest.pay
        for place, charge in zip(decision.chosen, decision.charges(), strict=True):
            tally.received[contest.eligible[place]] += charge
    elif decision.review_reason == "no_eligible_partner":
        tally.unroutable_reasons.update(decision.reason_counts().keys())


def _count_guard(tally: Tally, contest: Contest) -> None:
    """What the pool's guard did to one lead."""
    if not contest.guard:
        return
    held = {place for each in contest.guard if each.kind == "cap" for place in each.places}
    held -= set(contest.eligible.tolist())
    tally.limit_hits[sorted(held)] += 1
    steps = {step.name for step in contest.steps}
    for kind, step in (("cap", CAP), ("least_over", LEAST_OVER), ("floor", FLOOR)):
        if step in steps:
            tally.guard[f"{contest.pool}/{kind}"] += 1


def _result(
    tally: Tally, world: World, done: int, chosen: Mapping[str, str], *, completed: bool
) -> Simulation:
    partner_table = world.partner_table
    received, entitled = tally.received / LEAD, tally.entitled / LEAD
    tiers: Counter[str] = Counter()
    for partner, leads in zip(partner_table.partners, received.tolist(), strict=True):
        tiers[partner.tier or ""] += leads
    part = received[entitled > 0] / entitled[entitled > 0]
    return Simulation(
        leads=done,
        completed=completed,
        outcomes=dict(tally.outcomes),
        review_reasons=dict(tally.review_reasons),
        unroutable_reasons=dict(tally.unroutable_reasons),
        by_partner=dict(zip(partner_table.ids, received.tolist(), strict=True)),
        entitled=dict(zip(partner_table.ids, entitled.tolist(), strict=True)),
        limit_hits=dict(zip(partner_table.ids, tally.limit_hits.tolist(), strict=True)),
        guard=dict(tally.guard),
        by_tier=dict(tiers),
        by_region=dict(tally.regions),
        by_rule=dict(tally.rules),
        by_pool=dict(tally.pools),
        expected_wins=float((received * world.win_rates).sum()),
        largest_deviation=float(np.abs(received - entitled).max(initial=0.0)),
        jain=jain_index(part),
        gini=gini_index(part),
        chosen=chosen,
    )
