"""One lead on its way to a decision: rule, pool, fallbacks, and who is chosen."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from routing.engine.allot import TieOrder, largest_few
from routing.engine.credit import Ints
from routing.engine.decision import Attempt, Contest, Decision, Outcome, count_reasons
from routing.engine.facts import LeadFacts
from routing.engine.methods import METHODS
from routing.engine.own_campaign import STEP
from routing.engine.pool import Pool
from routing.engine.routing_state import RoutingState
from routing.engine.rule import Rule

if TYPE_CHECKING:
    from routing.engine.router import Router

SUGGESTIONS: Final = 5


def decide_lead(router: "Router", lead: LeadFacts, routing_state: RoutingState, now: datetime) -> Decision:
    """What `decide` documents, with a router that may have worked things out before."""
    version = router.version
    rule, truth = version.match(lead)
    if rule is not None and not rule.campaign_first and lead.sourced_partner_id is not None:
        lead = replace(lead, sourced_partner_id=None)
    run = Run(lead, rule, truth, router, routing_state, now)
    if rule is None:
        return run.record("review", "no_rule")
    if rule.then != "route":
        return run.sourced() or run.held(rule)
    if lead.offers_made >= version.terms[rule.index, rule.pool].max_offers:
        return run.record("review", "max_offers_reached")
    return run.routed(rule)


@dataclass(slots=True, eq=False)
class Run:
    """One lead on its way to a decision."""

    lead: LeadFacts
    rule: Rule | None
    truth: int
    router: "Router"
    routing_state: RoutingState
    now: datetime

    def routed(self, rule: Rule) -> Decision:
        """Tries the rule's pool and then its fallbacks; review, with a reason, if all are empty."""
        pool, contest, attempts = self.first_with_anyone(rule)
        before = self.routing_state.credit(pool.key)[contest.eligible]
        held: dict[str, Any] = {"pool": pool, "contest": contest, "before": before, "attempts": attempts}
        if not len(before):
            return self.record("review", self.why_nobody(), **held)
        if METHODS[pool.method].by_hand and not _is_sourced(contest):
            return self.record("review", "manual", suggested_ids=self.suggested(contest, before), **held)
        chosen = self.choose(pool, contest, before)
        ids = self.ids(contest, chosen)
        if METHODS[pool.method].many:
            return self.record("route", None, chosen=chosen, invited_ids=ids, **held)
        return self.record("route", None, chosen=chosen, partner_id=ids[0], **held)

    def sourced(self) -> Decision | None:
        """To the partner whose campaign brought the lead, by the catch-all's pool; None if it cannot be."""
        last = self.router.version.rules[-1]
        if self.lead.sourced_partner_id is None or last.then != "route":
            return None
        pool, contest, _attempts = self.first_with_anyone(last)
        return self.routed(last) if _is_sourced(contest) and self.is_within(pool) else None

    def is_within(self, pool: Pool) -> bool:
        """Whether the terms allow another offer of the lead."""
        rule = self.rule
        assert rule is not None
        return self.lead.offers_made < self.router.version.terms[rule.index, pool.key].max_offers

    def held(self, rule: Rule) -> Decision:
        """Review or nurture by rule; a review rule that names a pool suggests partners from it."""
        if rule.then == "nurture":
            return self.record("nurture", None)
        reason = rule.reason or "rule"
        if rule.pool is None:
            return self.record("review", reason)
        pool = self.router.version.pools[rule.pool]
        contest = self.contest(pool)
        before = self.routing_state.credit(pool.key)[contest.eligible]
        suggested = self.suggested(contest, before)
        return self.record(
            "review", reason, pool=pool, contest=contest, before=before, suggested_ids=suggested
        )

    def first_with_anyone(self, rule: Rule) -> tuple[Pool, Contest, tuple[Attempt, ...]]:
        """The rule's pool, or the first of its fallbacks that has a contender, or the last."""
        pools = self.router.version.pools
        pool = pools[rule.pool or ""]
        contest = self.contest(pool)
        attempts: tuple[Attempt, ...] = ()
        while not len(contest.eligible) and pool.fallback is not None:
            counts = tuple(sorted(count_reasons(contest.reasons()).items()))
            attempts = (*attempts, Attempt(contest.pool, counts))
            pool = pools[pool.fallback]
            contest = self.contest(pool)
        return pool, contest, attempts

    def choose(self, pool: Pool, contest: Contest, before: Ints) -> tuple[int, ...]:
        """Positions of the chosen within the contest: the largest credit, or as the method picks."""
        case = self.router.case(pool, self.lead, self.routing_state, self.now)
        method, credit = METHODS[pool.method], before + contest.pay
        return method.pick(case, contest.eligible, credit, self.ties(contest))

    def contest(self, pool: Pool) -> Contest:
        """Who competes for this lead in this pool."""
        return self.router.contest(pool, self.lead, self.routing_state, self.now)

    def suggested(self, contest: Contest, before: Ints) -> tuple[str, ...]:
        """The partners the engine would choose, best first."""
        return self.ids(contest, largest_few(before + contest.pay, self.ties(contest), SUGGESTIONS))

    def ids(self, contest: Contest, chosen: tuple[int, ...]) -> tuple[str, ...]:
        """The partners at these positions of the contest."""
        ids, eligible = self.router.partner_table.ids, contest.eligible
        return tuple([ids[eligible[position]] for position in chosen])

    def ties(self, contest: Contest) -> TieOrder:
        """How equals rank in the contest's pool."""
        return TieOrder(self.router.partner_table.tie_rank(contest.pool), contest.eligible)

    def why_nobody(self) -> str:
        """The review reason when every pool came up empty."""
        if self.lead.protected_partner_id is not None:
            return "protected_partner_unavailable"
        return "no_eligible_partner"

    def record(
        self,
        outcome: Outcome,
        review_reason: str | None,
        *,
        pool: Pool | None = None,
        contest: Contest | None = None,
        before: Ints | None = None,
        **chosen: Any,
    ) -> Decision:
        """The decision, under the terms of the pool that made it."""
        version, rule = self.router.version, self.rule
        key = pool.key if pool is not None else rule.pool if rule is not None else None
        return Decision(
            lead_id=self.lead.id,
            account=self.lead.counted_account,
            outcome=outcome,
            review_reason=review_reason,
            rule_index=-1 if rule is None else rule.index,
            rule_name="" if rule is None else rule.name,
            sla=version.sla if rule is None else version.terms[rule.index, key],
            deliver="at_once" if pool is None else pool.deliver,
            partner_table=self.router.partner_table,
            contest=contest,
            credit_before=before,
            truth=self.truth,
            **chosen,
        )


def _is_sourced(contest: Contest) -> bool:
    return any(step.name == STEP for step in contest.steps)
