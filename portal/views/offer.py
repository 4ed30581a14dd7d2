"""One offer before acceptance: what is known, why it came, accept, decline."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access import PartnerRequest, partner_page, words_of
from portal.action import partner_action
from portal.forms import DeclineForm
from portal.pages import show
from portal.selectors.gone import how_it_ended, leads_like_this
from portal.selectors.lead import who_accepted
from portal.selectors.messages import conversation
from portal.selectors.offers import offer_of_partner, one_card
from portal.selectors.why import after_accepting, why_this_lead
from portal.views.inbox import decline_reasons
from prm.platform import clock, formats
from prm.platform.errors import InvalidInput, NotPossible
from routing.models import Offer, OfferState
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.decline_offer import decline_offer

HELD = (OfferState.ACCEPTED, OfferState.CLOSED)


@require_safe
@partner_page
def offer(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """The offer while it is open; the lead once accepted; what became of it otherwise."""
    found = find(request, offer_id)
    if found.partner_id and found.state in HELD:
        if found.partner_id == request.visit.partner.id:
            return redirect("portal:lead", offer_id)
        return gone(request, found)
    if found.state != OfferState.OFFERED or found.deadline_at <= clock.now():
        return gone(request, found)
    return open_offer(request, found)


def open_offer(request: PartnerRequest, found: Offer) -> HttpResponse:
    """An offer that can be accepted."""
    context = {
        "section": "inbox",
        "card": one_card(found, request.visit.partner.id),
        "conversation": conversation(found, request.visit.partner),
        "why": why_this_lead(found, request.visit.partner.id),
        "after_accepting": after_accepting(found),
        "decline_reasons": decline_reasons(),
    }
    return show(request, "portal/offer.html", context)


def gone(request: PartnerRequest, found: Offer, *, status: int = 200) -> HttpResponse:
    """An offer that is over for this partner: what happened, when, and how often leads like it come."""
    partner_id = request.visit.partner.id
    reasons = {reason.slug: reason.name for reason in decline_reasons()}
    context = {
        "section": "inbox",
        "card": one_card(found, partner_id),
        "ended": how_it_ended(found, partner_id),
        "like_this": leads_like_this(found, partner_id),
        "decline_reason": reasons.get(found.decline_reason, found.decline_reason),
        "why": why_this_lead(found, partner_id),
    }
    return show(request, "portal/gone.html", context, status=status)


@partner_action("offer", "offer_id")
def accept(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Accept, and go on to the lead with its contact."""
    visit = request.visit
    try:
        accept_offer(offer_id=offer_id, partner_id=visit.partner.id, actor=visit.actor)
    except NotPossible as refused:
        return not_answered(request, find(request, offer_id), refused)
    messages.success(request, call_words(find(request, offer_id)))
    return redirect("portal:lead", offer_id)


def call_words(found: Offer) -> str:
    """What to do first with a lead that was just accepted."""
    lead = found.lead
    name = f"{lead.first_name} {lead.last_name}".strip() or lead.company
    if lead.phone:
        return _("It's yours. Call %(name)s, then log it.") % {"name": name}
    return _("It's yours. Write to %(name)s, then log it.") % {"name": name}


def not_answered(request: PartnerRequest, found: Offer, refused: NotPossible) -> HttpResponse:
    """Where one who cannot answer any more goes on: to the lead, if the company has it already, saying who
    took it."""
    has_it = found.partner_id == request.visit.partner.id and found.state in HELD
    if has_it:
        messages.info(request, taken_words(request, found))
        return redirect("portal:lead", found.id)
    if found.state == OfferState.OFFERED and refused.code in ("at_capacity", "inactive"):
        messages.error(request, refused.message)
        return redirect("portal:offer", found.id)
    return gone(request, found, status=409)


def taken_words(request: PartnerRequest, found: Offer) -> str:
    """Who of the company has accepted, and when."""
    name, at = who_accepted(found), formats.short_instant(found.accepted_at or clock.now())
    if not name:
        return _("Your company accepted this lead at %(time)s.") % {"time": at}
    if name == str(request.user):
        return _("You accepted this lead at %(time)s.") % {"time": at}
    return _("%(name)s accepted this lead for your company at %(time)s.") % {"name": name, "time": at}


@require_http_methods(["GET", "HEAD", "POST"])
@partner_page
def decline(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Decline with a reason. GET asks for it, for those without JavaScript and those who followed a link."""
    found = find(request, offer_id)
    if request.method != "POST":
        return ask_for_reason(request, found)
    form = DeclineForm(request.POST)
    try:
        return decline_and_answer(request, found, form.said())
    except InvalidInput as error:
        return ask_for_reason(request, found, error=words_of(error), status=400)


def decline_and_answer(request: PartnerRequest, found: Offer, said: dict[str, str]) -> HttpResponse:
    """Decline, back to the inbox."""
    visit = request.visit
    try:
        decline_offer(offer_id=found.id, partner_id=visit.partner.id, actor=visit.actor, **said)
    except NotPossible as refused:
        return not_answered(request, find(request, found.id), refused)
    if not request.headers.get("X-Quiet"):
        messages.success(request, _("Declined. The lead goes to the next partner."))
    return redirect("portal:inbox")


def ask_for_reason(
    request: PartnerRequest, found: Offer, *, error: str = "", status: int = 200
) -> HttpResponse:
    """The page with the reasons."""
    if found.state != OfferState.OFFERED:
        return gone(request, found)
    context = {
        "section": "inbox",
        "card": one_card(found, request.visit.partner.id),
        "decline_reasons": decline_reasons(),
        "error": error,
        "note": request.POST.get("note", ""),
    }
    return show(request, "portal/decline.html", context, status=status)


def find(request: PartnerRequest, offer_id: UUID) -> Offer:
    """The offer, if this partner may know of it."""
    found = offer_of_partner(offer_id, request.visit.partner.id)
    if found is None:
        raise Http404
    return found
