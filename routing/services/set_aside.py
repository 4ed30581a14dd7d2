"""A person takes a waiting lead out of routing: to nurture it, or to close it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from leads.models import Lead, LeadState
from leads.services.timeline import Happening, record
from prm import clock
from prm.actors import Actor
from prm.errors import NotPossible
from prm.outbox.announce import announce
from routing.locks import lock_desk, lock_lead
from routing.services.announcements import about_lead

WAITING = (LeadState.NEW, LeadState.REVIEW, LeadState.NURTURE)


def nurture_lead(*, lead_id: UUID, actor: Actor, reason: str) -> Lead:
    """Set a waiting lead aside; routing leaves it alone until somebody routes it again.

    Locks desk and lead. Raises NotFound, or NotPossible (`not_waiting`): a partner has it, or it ended.
    """
    return _take_out(lead_id, LeadState.NURTURE, "lead.nurture", actor, reason=reason)


def close_lead(*, lead_id: UUID, actor: Actor, reason: str) -> Lead:
    """Close a waiting lead as lost without any partner; duplicates and spam: `end_lead`.

    Locks desk and lead. Raises NotFound, or NotPossible (`not_waiting`): a partner has it, or it ended.
    """
    return _take_out(lead_id, LeadState.LOST, "lead.lost", actor, reason=reason)


def _take_out(lead_id: UUID, state: LeadState, event: str, actor: Actor, **detail: Any) -> Lead:
    lock_desk()
    lead, now = lock_lead(lead_id), clock.now()
    if lead.state not in WAITING:
        raise NotPossible(_("This lead is not waiting any more."), code="not_waiting")
    lead.state, lead.changed_at = state, now
    lead.review_reason, lead.review_since_at = "", None
    lead.closed_at = None if state == LeadState.NURTURE else now
    lead.save(update_fields=["state", "changed_at", "review_reason", "review_since_at", "closed_at"])
    record([Happening(lead_id=lead.id, kind=event, actor=actor, at=now, detail=detail)])
    announce([about_lead(event, lead, at=now, **detail)])
    return lead
