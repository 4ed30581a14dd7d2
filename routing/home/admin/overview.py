"""The first page: what waits for a person, what is live, what went wrong; each figure a link."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leads.admin.deal import waiting_deals
from leads.models import Lead, LeadState
from leads.selectors.claims import protections_ending
from leads.selectors.quality import quality_by_source
from partners.models import ChangeRequest, Partner, PartnerCertification, PartnerStatus
from prm.platform import clock
from prm.platform.console.access import may_govern, may_write
from prm.platform.console.site import zone_of
from prm.platform.ledger.check import last_check
from prm.platform.outbox.resend import given_up_lately
from routing.home.admin.first_steps import first_steps
from routing.home.admin.glance import glance
from routing.home.admin.minute import once_a_minute
from routing.models import Offer, OfferState
from routing.offers.selectors.at_risk import at_risk_now
from routing.offers.selectors.partner_work import Record, records_of
from routing.partner_pages.selectors.health import GROUPS, PROBLEMS, narrowed, partner_health
from routing.policies.selectors.drafts import drafts_to_approve

WINDOW = timedelta(days=7)
SOON = timedelta(days=30)
QUARTER = timedelta(days=90)


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, what stands behind it, and where to look."""

    label: str
    number: int
    context: Any
    link: str
    is_pressing: bool = False


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Complete the index page's context (`UNFOLD["DASHBOARD_CALLBACK"]`)."""
    return context | {
        "title": _("Overview"),
        "first_steps": first_steps(may_govern=may_govern(request)) if may_write(request) else [],
        "pressing": [figure() for figure in (*PRESSING, *(GOVERNING if may_govern(request) else ()))],
        "figures": [figure() for figure in FIGURES_NOW],
        "expiring": expiring_certifications(),
        "missed": most_missed(),
        "newest": newest_leads(),
        "glance": glance(request.vendor, zone_of(request)),  # type: ignore[attr-defined]
        **how_offers_went(),
        "quality": quality_by_source(since=clock.now() - QUARTER),
    }


def in_review() -> Figure:
    found = Lead.objects.filter(state=LeadState.REVIEW).aggregate(
        n=Count("id"), oldest=Min("review_since_at")
    )
    oldest = (
        _("oldest since %(when)s") % {"when": date_format(localtime(found["oldest"]), "j M, H:i")}
        if found["oldest"]
        else ""
    )
    return Figure(
        _("Leads in review"),
        found["n"],
        oldest or _("Nobody is waiting for you"),
        reverse("admin:review_queue"),
        found["n"] > 0,
    )


def waiting() -> Figure:
    found = Lead.objects.filter(state=LeadState.NEW).aggregate(n=Count("id"), oldest=Min("received_at"))
    late = bool(found["oldest"]) and clock.now() - found["oldest"] > timedelta(minutes=1)
    words = (
        _("the oldest came in at %(when)s: routing may have stopped")
        if late
        else _("Usually offered within a second")
    )
    when = date_format(localtime(found["oldest"]), "H:i") if found["oldest"] else ""
    return Figure(
        _("Leads waiting for routing"),
        found["n"],
        words % {"when": when} if late else words,
        _list("leads_lead", state__exact="new"),
        late,
    )


def requests_asked() -> Figure:
    number = ChangeRequest.objects.filter(state=ChangeRequest.State.ASKED).count()
    words = (
        ngettext("A partner waits for an answer", "Partners wait for an answer", number)
        if number
        else _("All answered")
    )
    return Figure(
        _("Requests from partners"),
        number,
        words,
        _list("partners_changerequest", state__exact="asked"),
        number > 0,
    )


def deals_registered() -> Figure:
    return _to_do(
        _("Deals to decide"),
        waiting_deals(),
        _("Not protected until you decide"),
        _list("leads_dealregistration", state__exact="registered"),
        none=_("All decided"),
    )


def more_time() -> Figure:
    return _to_do(
        _("Partners asking for more time"),
        Offer.objects.filter(state=OfferState.ACCEPTED, more_time_asked_at__isnull=False),
        _("On accepted leads"),
        _list("leads_lead", more_time="asked"),
    )


def live_offers() -> Figure:
    soon = Q(deadline_at__lte=clock.now() + timedelta(hours=1))
    found = Offer.objects.filter(state=OfferState.OFFERED).aggregate(
        n=Count("id"), soon=Count("id", filter=soon)
    )
    words = _("%(count)d end within the hour") % {"count": found["soon"]}
    return Figure(_("Offers out"), found["n"], words, _list("leads_lead", state__exact="offered"))


def accepted() -> Figure:
    waits = Q(first_action_at=None)
    found = Offer.objects.filter(state=OfferState.ACCEPTED).aggregate(
        n=Count("id"), untouched=Count("id", filter=waits)
    )
    words = _("%(count)d without a first action yet") % {"count": found["untouched"]}
    return Figure(
        _("Accepted and open"), found["n"], words, _list("leads_lead", state__in="accepted,in_progress")
    )


def missed_windows() -> Figure:
    late = Q(state=OfferState.EXPIRED)
    since = clock.now() - WINDOW
    found = Offer.objects.filter(offered_at__gte=since).aggregate(
        n=Count("id"), late=Count("id", filter=late)
    )
    words = _("of %(count)d offers in the last 7 days") % {"count": found["n"]}
    return Figure(
        _("Missed accept windows"), found["late"], words, _list("partners_partner", missed_windows__gte="1")
    )


def won() -> Figure:
    since = clock.now() - SOON
    closed = Lead.objects.filter(closed_at__gte=since, state__in=[LeadState.WON, LeadState.LOST])
    found = closed.aggregate(n=Count("id"), won=Count("id", filter=Q(state=LeadState.WON)))
    words = _("of %(count)d closed in the last 30 days") % {"count": found["n"]}
    return Figure(_("Won"), found["won"], words, _list("leads_lead", state__exact="won"))


def at_risk() -> Figure:
    return _to_do(
        _("Leads at risk"),
        at_risk_now(),
        _("Offers that end within the hour, and leads that go back without an update"),
        _list("leads_lead", sla="risk"),
    )


def ending_protections() -> Figure:
    return _to_do(
        _("Protections that end"),
        protections_ending(),
        _("Within 14 days"),
        _list("leads_dealregistration", ending="soon"),
    )


def chain_broken() -> Figure:
    check = last_check()
    broken = bool(check and check.trouble)
    words = _("The last check found something that is not as it was written") if broken else _("Sound")
    return Figure(_("Proof of decisions"), int(broken), words, reverse("admin:chain"), broken)


def failed_deliveries() -> Figure:
    return _to_do(
        _("Failed deliveries"),
        given_up_lately(),
        _("Mails and webhooks of the last 7 days that we gave up"),
        _list("outbox_outboxmessage", given_up="lately"),
    )


def submitted_drafts() -> Figure:
    return _to_do(
        _("Drafts to approve"),
        drafts_to_approve(),
        _("Submitted: somebody else than the author publishes them"),
        _list("routing_policyversion", approval="waiting"),
    )


def partners_without_leads() -> Figure:
    """Active partners that get no leads for a reason that somebody can mend."""
    found = once_a_minute("without-leads", _without_leads)
    words = ", ".join(f"{PROBLEMS[name]}: {count}" for name, count in found.items() if count and name)
    return Figure(
        _("Partners who get no leads"),
        found[""],
        words or _("All active partners can get leads"),
        f"{reverse('admin:partner_health')}?problem=no_leads",
        found[""] > 0,
    )


def _without_leads() -> dict[str, int]:
    """How many partners have each problem, and at "" how many have any of them."""
    rows = narrowed(partner_health(), problem="no_leads")
    each = {name: sum(name in row.problems for row in rows) for name in GROUPS["no_leads"][1]}
    return {**each, "": len(rows)}


PRESSING: tuple[Callable[[], Figure], ...] = (
    *(in_review, at_risk, more_time, requests_asked, deals_registered, ending_protections),
    *(submitted_drafts, partners_without_leads, failed_deliveries),
)
GOVERNING: tuple[Callable[[], Figure], ...] = (chain_broken,)
FIGURES_NOW: tuple[Callable[[], Figure], ...] = (waiting, live_offers, accepted, missed_windows, won)


def expiring_certifications() -> list[PartnerCertification]:
    """Certifications of partners that end within 30 days, soonest first."""
    today = clock.now().date()
    soon = PartnerCertification.objects.filter(expires_on__range=(today, today + SOON))
    return list(soon.select_related("partner", "certification").order_by("expires_on")[:8])


def most_missed() -> list[Partner]:
    """Partners who missed windows in a row, and those paused, worst first."""
    late = Partner.objects.exclude(status=PartnerStatus.INACTIVE).filter(
        Q(missed_windows__gt=0) | Q(status=PartnerStatus.PAUSED) | Q(paused_at__isnull=False)
    )
    return list(late.order_by("-missed_windows", "name")[:8])


def how_offers_went() -> dict[str, Record]:
    """Offer results, last 30 days: of those by the rules, and of those by hand."""
    return records_of(Offer.objects.filter(offered_at__gte=clock.now() - SOON))


def newest_leads() -> list[Lead]:
    """The last leads that came in."""
    return list(Lead.objects.order_by("-received_at", "-id")[:8])


def _to_do(label: str, rows: QuerySet[Any], words: str, link: str, *, none: str = "") -> Figure:
    """Rows that wait for a person; `none` says that there are none."""
    number = rows.count()
    return Figure(label, number, words if number or not none else none, link, number > 0)


def _list(model: str, **filters: str) -> str:
    return f"{reverse(f'admin:{model}_changelist')}?{urlencode(filters)}"
