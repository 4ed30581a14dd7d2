"""The inbox, and the answer to "is there anything new?" that open pages ask every second."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import trigger_client_event

from leads.models import DeclineReason
from portal.access import PartnerRequest, partner_page
from portal.action import partner_action
from portal.forms import DeclineManyForm
from portal.pages import show
from portal.selectors.all_vendors import waiting_elsewhere
from portal.selectors.inbox import FEW, SORTS, InboxFilters, list_inbox, pick_first
from portal.selectors.offers import MOST, as_cards, ended_offers, fingerprint, open_offers, waiting_ids
from portal.selectors.work import accepted_offers
from prm.platform import clock
from prm.platform.errors import NotFound, NotPossible
from routing.offers.services.decline_offer import decline_offer


@require_safe
@partner_page
def inbox(request: PartnerRequest) -> HttpResponse:
    """Offers by time left, then what needs an update, then what left the inbox lately."""
    partner_id = request.visit.partner.id
    filters = InboxFilters.read(request.GET)
    waiting = open_offers(partner_id).select_related("lead")[:MOST]
    gone = ended_offers(partner_id).select_related("lead")[:6]
    cards, ended = as_cards(waiting, gone, partner_id=partner_id)
    context = {
        "section": "inbox",
        "cards": cards,
        "is_long": len(cards) > FEW,
        "filters": filters,
        "sorts": SORTS.items(),
        "listed": list_inbox(cards, filters) if len(cards) > FEW else None,
        "pick": pick_first(cards) if filters == InboxFilters() else None,
        "decline_reasons": decline_reasons(),
        "due": accepted_offers(partner_id)[:6],
        "ended": ended,
        "elsewhere": waiting_elsewhere(request.user, request.vendor),
    }
    return show(request, "portal/inbox.html", context, waiting=[card.id for card in cards])


@partner_action("inbox")
def decline_many(request: PartnerRequest) -> HttpResponse:
    """Decline every offer that is ticked, all for one reason."""
    form = DeclineManyForm(request.POST)
    back = reverse("portal:inbox") + InboxFilters.read(QueryDict(request.POST.get("back", ""))).address()
    if not form.is_valid():
        messages.error(request, _("Select at least one offer and choose a reason."))
        return redirect(back)
    done = sum(decline_one(request, offer_id, form.cleaned_data["reason"]) for offer_id in form.offers)
    words = ngettext("%(count)d offer declined.", "%(count)d offers declined.", done) % {"count": done}
    late = len(form.offers) - done
    if late:
        words += " " + ngettext("%(count)d had already ended.", "%(count)d had already ended.", late) % {
            "count": late
        }
    messages.success(request, words)
    return redirect(back)


def decline_one(request: PartnerRequest, offer_id: UUID, reason: str) -> bool:
    """Decline one offer; False when it is no longer this partner's to answer."""
    visit = request.visit
    try:
        decline_offer(offer_id=offer_id, partner_id=visit.partner.id, actor=visit.actor, reason=reason)
    except (NotPossible, NotFound):
        return False
    return True


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
