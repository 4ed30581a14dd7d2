"""Leads that stayed in review too long."""

from collections.abc import Sequence
from datetime import datetime

from leads.models import Lead, LeadState
from prm.platform.outbox.tell import tell
from routing.events.review import LeadEscalated
from routing.models import Decision, RoutingLock
from routing.policies.selectors.published import published_policy


def escalate_leads(leads: Sequence[Lead], now: datetime) -> None:
    """Tell the named person of leads that still wait in review; every manager, if no member is named.

    The caller holds the leads.
    """
    waiting = [lead for lead in leads if lead.state == LeadState.REVIEW]
    if not waiting:
        return
    named = {lead.id: _named_for(lead) for lead in waiting}
    tell(_event(lead, named[lead.id], now) for lead in waiting)


def _event(lead: Lead, to: str, now: datetime) -> LeadEscalated:
    since = lead.review_since_at.isoformat() if lead.review_since_at else None
    return LeadEscalated(
        lead=lead,
        at=now,
        detail={"reason": lead.review_reason},
        told={"reason": lead.review_reason, "to": to, "review_since_at": since},
        vendor_email=to,
    )


def _named_for(lead: Lead) -> str:
    """Whom the rule names, or the policy, or the routing lock."""
    published = published_policy()
    rule_name = Decision.objects.filter(lead=lead).values_list("rule_name", flat=True).first()
    if published is not None:
        version = published.version
        own = next(
            (rule.escalate for rule in version.rules if rule.name == rule_name and rule.escalate), None
        )
        chosen = own or version.escalate
        if chosen is not None:
            return chosen.to
    return RoutingLock.objects.values_list("escalation_email", flat=True).first() or ""
