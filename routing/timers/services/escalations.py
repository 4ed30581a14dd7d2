"""Timers for leads that must not stay in review unseen."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from leads.models import Lead
from routing.engine import Version
from routing.engine.terms import Escalation
from routing.models import Timer, TimerKind


def escalations(held: Iterable[tuple[Lead, int]], version: Version, now: datetime) -> list[Timer]:
    """Unsaved timers for leads that go into review now, each with the index of the rule it met (-1: none)."""
    found = ((lead, escalation_of(version, rule_index)) for lead, rule_index in held)
    return [
        Timer(kind=TimerKind.ESCALATE, lead_id=lead.id, fires_at=now + timedelta(seconds=escalation.after))
        for lead, escalation in found
        if escalation is not None
    ]


def escalation_of(version: Version, rule_index: int) -> Escalation | None:
    """The rule's own escalation, or else the policy's."""
    own = version.rules[rule_index].escalate if rule_index >= 0 else None
    return own or version.escalate
