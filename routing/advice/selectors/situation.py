"""A vendor's figures for the advice, counted over the last weeks."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q

from leads.models import Lead, LeadState
from partners.models import Partner, PartnerStatus
from prm.platform import clock
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id
from routing.advice.selectors.suits import Situation
from routing.models import Offer
from routing.policies.selectors.policy import published_row
from routing.reports.selectors.run import MINUTES_BY_HAND

WEEKS: Final = 4
RESULTS: Final = timedelta(days=180)
TEAM_HOURS: Final = 5
"""What a team is taken to have, until the vendor's settings say otherwise."""


def situation_now() -> Situation:
    """The figures of today. Five queries."""
    vendor = Vendor.objects.get(id=current_vendor_id())
    document: Mapping[str, Any] = row.document if (row := published_row()) else {}
    rules = document.get("rules", [])
    leads, by_hand = _leads()
    return Situation(
        leads_a_week=leads / WEEKS,
        partners=Partner.objects.filter(status=PartnerStatus.ACTIVE).count(),
        rules=len(rules),
        conditions=sum(_conditions(rule.get("when")) for rule in rules),
        by_hand_part=by_hand / leads if leads else 0.0,
        minutes_by_hand=vendor.minutes_by_hand or MINUTES_BY_HAND,
        team_hours=TEAM_HOURS if vendor.team_hours_a_week is None else vendor.team_hours_a_week,
        **_results(),
    )


def _leads() -> tuple[int, int]:
    """How many leads came in, and about how many of them a person decides or decided."""
    since = clock.now() - timedelta(weeks=WEEKS)
    chosen = Offer.objects.filter(lead=OuterRef("pk"), is_manual=True)
    found = (
        Lead.objects.filter(received_at__gte=since)
        .exclude(state__in=[LeadState.DUPLICATE, LeadState.ERASED])
        .aggregate(n=Count("id"), by_hand=Count("id", filter=Q(state=LeadState.REVIEW) | Q(Exists(chosen))))
    )
    return found["n"], found["by_hand"]


def _results() -> dict[str, int]:
    """Closed offers and those won, of each kind."""
    closed = Offer.objects.filter(closed_at__gte=clock.now() - RESULTS, outcome__in=["won", "lost"])
    won = Q(outcome="won")
    return closed.aggregate(
        by_hand_won=Count("id", filter=won & Q(is_manual=True)),
        by_hand_closed=Count("id", filter=Q(is_manual=True)),
        by_rules_won=Count("id", filter=won & Q(is_manual=False)),
        by_rules_closed=Count("id", filter=Q(is_manual=False)),
    )


def _conditions(when: Any) -> int:
    """How many comparisons a rule's conditions hold."""
    if not when:
        return 0
    for group in ("all", "any"):
        if group in when:
            return sum(_conditions(each) for each in when[group])
    return _conditions(when["not"]) if "not" in when else 1
