"""A person takes a waiting lead out of routing, to nurture it. To close it: `end_lead`."""

from uuid import UUID

from django.utils.translation import gettext as _

from leads.events.leads import LeadNurtured
from leads.locks import lock_lead
from leads.models import Lead, LeadState
from leads.services.keep_reason import keep_reason
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import NotPossible
from prm.platform.outbox.tell import tell
from routing.locks import lock_routing

WAITING = (LeadState.NEW, LeadState.REVIEW, LeadState.NURTURE)


def nurture_lead(*, lead_id: UUID, actor: Actor, reason: str) -> Lead:
    """Set a waiting lead aside; routing leaves it alone until somebody routes it again.

    Locks routing lock and lead. Raises NotFound, or NotPossible (`not_waiting`): a partner has it, or it
    ended.
    """
    lock_routing()
    lead, now = lock_lead(lead_id), clock.now()
    if lead.state not in WAITING:
        raise NotPossible(_("This lead is not waiting any more."), code="not_waiting")
    lead.state, lead.changed_at = LeadState.NURTURE, now
    lead.review_reason, lead.review_since_at, lead.closed_at = "", None, None
    lead.save(update_fields=["state", "changed_at", "review_reason", "review_since_at", "closed_at"])
    detail = keep_reason(lead_id=lead_id, actor=actor, reason=reason)
    tell([LeadNurtured(lead=lead, at=now, actor=actor, detail=detail, told={"reason": reason})])
    return lead
