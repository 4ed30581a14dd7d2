"""decide: one lead, one policy version, one roster, one standing, one instant; one decision."""

from collections.abc import Iterable
from datetime import datetime

from routing.engine.decision import Decision
from routing.engine.facts import LeadFacts
from routing.engine.roster import Roster
from routing.engine.router import Router
from routing.engine.standing import Standing
from routing.engine.version import Version


def decide(lead: LeadFacts, version: Version, roster: Roster, standing: Standing, now: datetime) -> Decision:
    """The decision for one lead; changes nothing (`standing.apply` does).

    The same five inputs give the same decision for ever. Raises ValueError when `standing`
    belongs to another roster or `now` has no time zone. For many leads keep a `Router`.
    """
    return Router(version, roster).decide(lead, standing, now)


def decide_batch(
    leads: Iterable[LeadFacts], version: Version, roster: Roster, standing: Standing, now: datetime
) -> list[Decision]:
    """Decisions in order, each applied to `standing` before the next is made."""
    return Router(version, roster).decide_batch(leads, standing, now)
