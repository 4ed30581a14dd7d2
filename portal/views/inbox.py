"""The inbox, and the answer to "is there anything new?" that open pages ask every second."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leads.models import DeclineReason
from portal.access import PartnerRequest, partner_page
from portal.pages import show
from portal.selectors.offers import ended_cards, fingerprint, open_cards, open_offers
from portal.selectors.work import accepted_offers
from prm import clock


@require_safe
@partner_page
def inbox(request: PartnerRequest) -> HttpResponse:
    """Offers by time left, then what needs an update, then what left the inbox lately."""
    partner_id = request.visit.partner.id
    context = {
        "section": "inbox",
        "cards": open_cards(partner_id),
        "decline_reasons": decline_reasons(),
        "due": accepted_offers(partner_id)[:6],
        "ended": ended_cards(partner_id),
    }
    return show(request, "portal/inbox.html", context)


@require_safe
@never_cache
@partner_page
def live(request: PartnerRequest) -> HttpResponse:
    """204 while the open offers are those the page has `seen`; else the new list."""
    partner_id = request.visit.partner.id
    waiting = list(open_offers(partner_id).values_list("id", flat=True)[:200])
    seen = fingerprint(waiting)
    if seen == request.GET.get("seen"):
        response = HttpResponse(status=204)
    else:
        cards = open_cards(partner_id)
        context = {"cards": cards, "decline_reasons": decline_reasons()}
        response = HttpResponse(render_to_string("portal/parts/offers.html", context, request))
    response["X-Seen"], response["X-Waiting"] = seen, str(len(waiting))
    response["X-Now"] = str(int(clock.now().timestamp() * 1000))
    return response


def decline_reasons() -> list[DeclineReason]:
    """The vendor's reasons that are on offer, in its order."""
    return list(DeclineReason.objects.filter(is_active=True))
