"""The batch: waiting leads of one vendor are decided in memory and written in one transaction."""

import logging
from uuid import UUID

from leads.models import Lead
from prm.platform import clock
from prm.platform.tenants.kept import kept_settings
from prm.platform.tenants.scope import vendor_scope
from routing.batches.selectors.lead_facts import facts_of_leads
from routing.batches.selectors.like_leads import in_batches
from routing.batches.selectors.routers import router_of
from routing.batches.selectors.routing_inputs import inputs_at
from routing.batches.selectors.routing_state import routing_state_of
from routing.batches.services.save_batch import BatchInputs, save_batch
from routing.batches.services.settle_credits import settle_leavers
from routing.locks import lock_routing, take_waiting_leads, try_lock_routing
from routing.policies.selectors.published import published_policy
from routing.review.services.hold_for_review import hold_for_review

logger = logging.getLogger(__name__)
BATCH_LIMIT = 500


def route_waiting_leads(*, vendor_id: UUID, limit: int = BATCH_LIMIT) -> int:
    """Decide up to `limit` waiting leads, oldest first, and offer, hold or nurture them; how many it was.

    Waits for the routing lock. One transaction: all of it happens or none, so it may run twice or be killed.
    Opens the vendor's scope itself.
    """
    with vendor_scope(vendor_id):
        lock_routing()
        return _route(limit)


def route_if_free(*, vendor_id: UUID, limit: int = BATCH_LIMIT) -> int | None:
    """As `route_waiting_leads`, but None at once while somebody else has the routing lock."""
    with vendor_scope(vendor_id):
        return None if try_lock_routing() is None else _route(limit)


def _route(limit: int) -> int:
    leads = take_waiting_leads(limit)
    for batch in in_batches(leads):
        with kept_settings():
            _decide_and_save(batch)
    return len(leads)


def _decide_and_save(leads: list[Lead]) -> None:
    now = clock.now()
    published = published_policy()
    if published is None:
        logger.error("no policy is published: %d leads are held for review", len(leads))
        return hold_for_review(leads, reason="no_policy", now=now)
    inputs, version = inputs_at(now), published.version
    facts = facts_of_leads(leads, version, inputs, now)
    owed = settle_leavers(inputs.partner_table, now)
    accounts = {lead.account_key for lead in leads if lead.account_key}
    routing_state = routing_state_of(inputs.partner_table, version, accounts, now, owed)
    opening = routing_state.snapshot()
    with router_of(version, inputs.partner_table) as router:
        decisions = router.decide_batch(facts, routing_state, now)
    save_batch(
        BatchInputs(published, inputs.partner_table, opening, now), leads, facts, decisions, routing_state
    )
    return None
