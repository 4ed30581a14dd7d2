"""Fairness: your share, why not me, the path to more leads, and the rules."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from partners.models import Tier
from partners.selectors.catalogue_names import catalogue_names
from portal.access import PartnerRequest, partner_page
from portal.facts import LeadFacts, lead_facts
from portal.pages import show
from portal.selectors.company import signing_of
from portal.selectors.own_share import own_pools, total_words
from portal.selectors.passed import own_words, reason_counts
from portal.selectors.rules import policy_in_words
from prm.platform import clock, formats
from prm.platform.chart import Chart, week_chart
from routing.batches.selectors.vendor_day import vendor_today
from routing.decisions.selectors.why_not import PassedOver, passed_over
from routing.misses.selectors.missed import missed_by
from routing.paths.selectors.path import path_report
from routing.paths.selectors.tier_progress import tier_progress
from routing.shares.selectors.share import share_of_partner
from routing.shares.selectors.share_shapes import PartnerShares

PERIODS = (30, 90, 365)
A_PAGE = 25


@require_safe
@partner_page
def share(request: PartnerRequest) -> HttpResponse:
    """What this partner was entitled to and what it received, by pool and by week, with the bound."""
    days = period(request)
    today = vendor_today()
    found = share_of_partner(
        partner_id=request.visit.partner.id, since_on=today - timedelta(days=days), until_on=today
    )
    context = {
        "shares": found,
        "own_pools": own_pools(found),
        "total_words": total_words(found),
        "chart": chart_of(found),
        "days": days,
        "periods": PERIODS,
    }
    return page(request, "share", context)


def period(request: PartnerRequest, usual: int = 90) -> int:
    """How many days back the address asks for."""
    asked = request.GET.get("days", "")
    return int(asked) if asked.isdecimal() and int(asked) in PERIODS else usual


def chart_of(found: PartnerShares) -> Chart:
    """Received as bars, entitled as a line, by week."""
    labels = [week_label(week.week_on) for week in found.weeks]
    return week_chart(
        labels, [week.received for week in found.weeks], [week.entitled for week in found.weeks]
    )


def week_label(on: date) -> str:
    """The Monday a week begins with."""
    return formats.skeleton("MMMd", on)


@dataclass(frozen=True)
class Passed:
    """A lead that went elsewhere, blind, and this partner's part in it."""

    lead: LeadFacts
    seen: PassedOver
    words: list[str]


@require_safe
@partner_page
def why_not_me(request: PartnerRequest) -> HttpResponse:
    """Why leads within this partner's reach went elsewhere, all of the period counted; then the newest."""
    partner_id, days, today = request.visit.partner.id, period(request, usual=30), vendor_today()
    since_on = today - timedelta(days=days)
    missed = missed_by(partner_id=partner_id, since_on=since_on, until_on=today)
    rows, upto = passed_over(partner_id=partner_id, days=days, limit=A_PAGE, before=before(request))
    told, names = own_words(rows, partner_id), catalogue_names()
    passed = [Passed(lead_facts(row.blind, names), row, words) for row, words in zip(rows, told, strict=True)]
    further = urlencode({"days": days, "before": upto.isoformat()}) if upto else ""
    context = {
        "passed": passed,
        "missed": missed,
        "reasons": reason_counts(missed, request.visit.partner, clock.now() - timedelta(days=days)),
        "days": days,
        "periods": PERIODS,
        "further": further,
        "before": before(request),
    }
    return page(request, "why_not", context)


def before(request: PartnerRequest) -> datetime | None:
    """From which instant back the address asks for."""
    try:
        asked = datetime.fromisoformat(request.GET.get("before", ""))
    except ValueError:
        return None
    return asked if asked.tzinfo else None


@require_safe
@partner_page
def path(request: PartnerRequest) -> HttpResponse:
    """What would have brought more leads, and how this partner measures up to the next tier."""
    partner_id = request.visit.partner.id
    context = {"path": path_report(partner_id=partner_id), "progress": tier_progress(partner_id=partner_id)}
    return page(request, "path", context)


@require_safe
@partner_page
def rules(request: PartnerRequest) -> HttpResponse:
    """How leads are shared out, in words, and what this partner has signed."""
    context = {
        "policy": policy_in_words(),
        "tiers": list(Tier.objects.prefetch_related("requirements")),
        "signing": signing_of(request.visit.partner.id),
    }
    return page(request, "rules", context)


def page(request: PartnerRequest, tab: str, context: dict[str, Any]) -> HttpResponse:
    """One of the fairness pages."""
    return show(request, f"portal/fairness_{tab}.html", {"section": "fairness", "tab": tab, **context})
