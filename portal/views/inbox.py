"""The inbox, and the answer to "is there anything new?" that open pages ask every second."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import trigger_client_event

from leads.models import DeclineReason
from portal.access import PartnerRequest, partner_page
from portal.pages import show
from portal.selectors.offers import MOST, as_cards, ended_offers, fingerprint, open_offers, waiting_ids
from portal.selectors.work import accepted_offers
from prm.platform import clock


@require_safe
@partner_page
def inbox(request: PartnerRequest) -> HttpResponse:
    """Offers by time left, then what needs an update, then what left the inbox lately."""
    partner_id = request.visit.partner.id
    waiting = open_offers(partner_id).select_related("lead")[:MOST]
    gone = ended_offers(partner_id).select_related("lead")[:6]
    cards, ended = as_cards(waiting, gone, partner_id=partner_id)
    context = {
        "section": "inbox",
        "cards": cards,
        "decline_reasons": decline_reasons(),
        "due": accepted_offers(partner_id)[:6],
        "ended": ended,
    }
    return show(request, "portal/inbox.html", context, waiting=[card.id for card in cards])


@require_safe
@never_cache
@partner_page
def live(request: PartnerRequest) -> HttpResponse:
    """204 while the open offers are those the page has `seen`; else their number, and word to the inbox."""
    waiting = waiting_ids(request.visit.partner.id)
    seen = fingerprint(waiting)
    response = HttpResponse(status=204)
    if seen != request.GET.get("seen"):
        response = render(
            request, "portal/parts/live.html", {"seen": seen, "waiting": len(waiting), "is_news": True}
        )
        trigger_client_event(response, "prm:offers", {"waiting": len(waiting)})
    response["X-Now"] = str(int(clock.now().timestamp() * 1000))
    return response


def decline_reasons() -> list[DeclineReason]:
    """The vendor's reasons that are on offer, in its order."""
    return list(DeclineReason.objects.filter(is_active=True))
