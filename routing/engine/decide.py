"""decide: one lead, one policy version, one partner table, one routing state, one instant; one decision."""

from collections.abc import Iterable
from datetime import datetime

from routing.engine.decision import Decision
from routing.engine.facts import LeadFacts
from routing.engine.partner_table import PartnerTable
from routing.engine.router import Router
from routing.engine.routing_state import RoutingState
from routing.engine.version import Version


def decide(
    lead: LeadFacts, version: Version, partner_table: PartnerTable, routing_state: RoutingState, now: datetime
) -> Decision:
    """The decision for one lead; changes nothing (`routing_state.apply` does).

    The same five inputs give the same decision for ever. Raises ValueError when `routing_state`
    belongs to another partner table or `now` has no time zone. For many leads keep a `Router`.
    """
    return Router(version, partner_table).decide(lead, routing_state, now)


def decide_batch(
    leads: Iterable[LeadFacts],
    version: Version,
    partner_table: PartnerTable,
    routing_state: RoutingState,
    now: datetime,
) -> list[Decision]:
    """Decisions in order, each applied to `routing_state` before the next is made."""
    return Router(version, partner_table).decide_batch(leads, routing_state, now)
