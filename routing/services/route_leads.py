"""The batch: waiting leads of one vendor are decided in memory and written in one transaction."""

import logging
from uuid import UUID

from leads.models import Lead
from prm import clock
from prm.tenants.scope import vendor_scope
from routing.locks import claim_waiting_leads, lock_desk, try_lock_desk
from routing.selectors.lead_facts import facts_of_leads
from routing.selectors.published import published_policy
from routing.selectors.roster import bench_at
from routing.selectors.routers import router_of
from routing.selectors.standing import standing_of
from routing.services.carry_out import BatchInputs, carry_out
from routing.services.hold_for_review import hold_for_review
from routing.services.settle_credits import settle_leavers

logger = logging.getLogger(__name__)
BATCH_LIMIT = 500


def route_waiting_leads(*, vendor_id: UUID, limit: int = BATCH_LIMIT) -> int:
    """Decide up to `limit` waiting leads, oldest first, and offer, hold or nurture them; how many it was.

    Waits for the desk. One transaction: all of it happens or none, so it may run twice or be killed.
    Opens the vendor's scope itself.
    """
    with vendor_scope(vendor_id):
        lock_desk()
        return _route(limit)


def route_if_free(*, vendor_id: UUID, limit: int = BATCH_LIMIT) -> int | None:
    """As `route_waiting_leads`, but None at once while somebody else has the desk."""
    with vendor_scope(vendor_id):
        return None if try_lock_desk() is None else _route(limit)


def _route(limit: int) -> int:
    leads = claim_waiting_leads(limit)
    if leads:
        _decide_and_carry_out(leads)
    return len(leads)


def _decide_and_carry_out(leads: list[Lead]) -> None:
    now = clock.now()
    published = published_policy()
    if published is None:
        logger.error("no policy is published: %d leads are held for review", len(leads))
        return hold_for_review(leads, reason="no_policy", now=now)
    bench, version = bench_at(now), published.version
    facts = facts_of_leads(leads, version, bench, now)
    owed = settle_leavers(bench.roster, now)
    accounts = {lead.account_key for lead in leads if lead.account_key}
    standing = standing_of(bench.roster, version, accounts, now, owed)
    opening = standing.snapshot()
    with router_of(version, bench.roster) as router:
        decisions = router.decide_batch(facts, standing, now)
    carry_out(BatchInputs(published, bench.roster, opening, now), leads, facts, decisions, standing)
    return None
