"""The page an offer mail leads to: no login needed to look, to accept or to decline; one act a link.

Looking is a GET and changes nothing, since mail scanners follow links. The contact is shown after login only.
"""

from typing import Any, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partners.models import Partner
from portal.access import Visit, language_of, words_of, zone_of
from portal.forms import DeclineForm
from portal.selectors.gone import how_it_ended
from portal.selectors.offers import offer_of_partner, one_card
from portal.selectors.why import after_accepting, why_this_lead
from portal.views.inbox import decline_reasons
from prm.platform import clock
from prm.platform.errors import InvalidInput, NotFound, NotPossible
from prm.platform.outbox.links import OfferLink, open_offer_link, use_offer_link
from routing.models import Offer, OfferState
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.decline_offer import decline_offer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def from_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The offer, for the member it was mailed to, in that person's language and time zone."""
    try:
        link = open_offer_link(token)
    except NotFound as error:
        raise Http404(error.message) from error
    visit = visit_of(link)
    language = visit.user.language or language_of(request)
    with translation.override(language), timezone.override(zone_of(visit)):
        return page(request, link, visit) if request.method != "POST" else act(request, link, visit)


def visit_of(link: OfferLink) -> Visit:
    """The member as whom this link acts."""
    return Visit(link.membership.user, link.membership, cast(Partner, link.membership.partner), ())


def act(request: HttpRequest, link: OfferLink, visit: Visit) -> HttpResponse:
    """Spend the link on accepting or declining: both happen, or neither."""
    try:
        with transaction.atomic():
            use_offer_link(link.token)
            done = accept(link, visit) if "accept" in request.POST else decline(request, link, visit)
    except InvalidInput as problem:
        return page(request, link, visit, error=words_of(problem), status=400)
    except NotPossible as problem:
        return page(request, link, visit, error=problem.message, status=409)
    return page(request, link, visit, done=done)


def accept(link: OfferLink, visit: Visit) -> str:
    """Accept, as the member."""
    accept_offer(offer_id=link.offer_id, partner_id=visit.partner.id, actor=visit.actor)
    return "accepted"


def decline(request: HttpRequest, link: OfferLink, visit: Visit) -> str:
    """Decline, as the member."""
    said = DeclineForm(request.POST).said()
    decline_offer(offer_id=link.offer_id, partner_id=visit.partner.id, actor=visit.actor, **said)
    return "declined"


def page(
    request: HttpRequest, link: OfferLink, visit: Visit, *, done: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    """What is known of the lead, blind, and what can still be done."""
    offer = offer_of_partner(link.offer_id, visit.partner.id)
    if offer is None:
        raise Http404
    is_open = offer.state == OfferState.OFFERED and offer.deadline_at > clock.now() and not done
    context = {
        "server_now": int(clock.now().timestamp() * 1000),
        "card": one_card(offer, visit.partner.id),
        "member": visit.user,
        "partner": visit.partner,
        "link": link,
        "is_open": is_open and not link.is_used and not link.is_expired,
        "done": done,
        "error": error,
        **(about_open(offer, visit) if is_open else {"ended": what_became(offer, visit)}),
    }
    return render(request, "portal/from_mail.html", context, status=status)


def about_open(offer: Offer, visit: Visit) -> dict[str, Any]:
    """Why it came and what accepting means."""
    return {
        "why": why_this_lead(offer, visit.partner.id),
        "after_accepting": after_accepting(offer),
        "decline_reasons": decline_reasons(),
    }


def what_became(offer: Offer, visit: Visit) -> str:
    """How the offer ended; nothing more about one that this partner has accepted."""
    if offer.partner_id == visit.partner.id and offer.state in (OfferState.ACCEPTED, OfferState.CLOSED):
        return _("Your company has accepted this lead.")
    return how_it_ended(offer, visit.partner.id)
