"""Leads that stayed in review too long."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

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
    named = _named_for(waiting)
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


def _named_for(leads: Sequence[Lead]) -> dict[UUID, str]:
    """For each lead the address that its rule names, or the policy, or the vendor ("": every manager)."""
    published = published_policy()
    version = None if published is None else published.version
    vendors_own = RoutingLock.objects.values_list("escalation_email", flat=True).first() or ""
    default = version.escalate.to if version and version.escalate else vendors_own
    # The first rule of a name wins, here as in routing.
    rules = version.rules[::-1] if version else ()
    by_rule = {rule.name: rule.escalate.to for rule in rules if rule.escalate}
    rule_of = _last_rules(leads)
    return {lead.id: by_rule.get(rule_of.get(lead.id, ""), default) for lead in leads}


def _last_rules(leads: Sequence[Lead]) -> dict[UUID, str]:
    """The name of the rule that each lead met last, of those that were decided."""
    newest = Decision.objects.filter(lead__in=leads).order_by("lead_id", "-decided_at", "-id")
    return dict(newest.distinct("lead_id").values_list("lead_id", "rule_name"))
