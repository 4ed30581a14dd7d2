"""Putting leads before a person."""

from collections.abc import Sequence
from datetime import datetime

from leads.models import Lead, LeadState
from prm.platform.actors import SYSTEM, Actor
from prm.platform.outbox.tell import tell
from routing.batches.services.save_routed import save_routed
from routing.events.review import LeadReview
from routing.models import Timer
from routing.policies.selectors.published import published_policy
from routing.timers.services.escalations import escalations


def hold_for_review(leads: Sequence[Lead], *, reason: str, now: datetime, actor: Actor = SYSTEM) -> None:
    """Put leads that the caller has locked, and that have no live offer, into review, loudly."""
    for lead in leads:
        lead.state, lead.review_reason = LeadState.REVIEW, reason
        lead.review_since_at = lead.changed_at = now
    save_routed(leads)
    published = published_policy()
    if published is not None:
        Timer.objects.bulk_create(escalations([(lead, -1) for lead in leads], published.version, now))
    why = {"reason": reason}
    tell(LeadReview(lead=lead, at=now, actor=actor, detail=why, told=why) for lead in leads)
