"""A later post can tell what a waiting lead lacked: it is judged and routed by that, too."""

from collections.abc import Sequence
from typing import Any, Final

from leads.enrichment.selectors.records import gaps_of
from leads.models import Lead, LeadState
from leads.services.correct_lead import correct_lead
from prm.platform.actors import Actor

WAITING: Final = (LeadState.NEW, LeadState.REVIEW, LeadState.NURTURE)


def fill_gaps(posts: Sequence[tuple[Lead, dict[str, Any]]], actor: Actor) -> None:
    """Give waiting leads the facts that they lack. What they have stays as it is."""
    gaps: dict[Any, dict[str, Any]] = {}
    for lead, facts in posts:
        if lead.state in WAITING and (new := _gaps(lead, facts)):
            gaps[lead.id] = {**new, **gaps.get(lead.id, {})}
    for lead_id in sorted(gaps):  # in one order, so that two bulks never wait for each other
        correct_lead(lead_id=lead_id, changes=gaps[lead_id], actor=actor)


def _gaps(lead: Lead, facts: dict[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in gaps_of(lead, facts) - {"external_id"}}
