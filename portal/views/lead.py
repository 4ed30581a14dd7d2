"""The page of an accepted lead, and what is done on it."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leads.fields.catalogue import LABELS
from leads.selectors.blind import blind_facts, contact_facts
from leads.services.add_attachment import kinds_in_words
from partners.selectors.catalogue_names import catalogue_names
from portal.access import PartnerRequest, partner_page
from portal.action import partner_action
from portal.facts import lead_facts
from portal.form_errors import add_errors
from portal.forms import CloseForm, LogForm, MoreTimeForm, WorkForm
from portal.pages import show
from portal.selectors.history import history_of
from portal.selectors.lead import (
    asked_again,
    attachments_of,
    colleagues_of,
    due_of,
    rating_of,
    web_address,
)
from portal.selectors.messages import conversation
from portal.selectors.offers import offer_of_partner
from portal.selectors.why import why_this_lead
from portal.selectors.work import worked_offer
from portal.words import CONTACTED, LOST_BECAUSE
from prm.platform import clock
from prm.platform.errors import InvalidInput, NotPossible
from routing.models import Offer, OfferState
from routing.offers.services.ask_more_time import ask_more_time
from routing.offers.services.close_offer import close_offer
from routing.offers.services.reopen_offer import reopen_offer, reopens_until
from routing.offers.services.update_offer import update_offer


@require_safe
@partner_page
def lead(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Contact, what to do now, one history; of a lead that was taken back, what became of it."""
    try:
        return page(request, find(request, offer_id))
    except NotPossible:
        return redirect("portal:offer", offer_id)


def page(request: PartnerRequest, offer: Offer, *, status: int = 200, **forms: object) -> HttpResponse:
    """The page, with the forms that were filled in wrongly still filled in."""
    partner_id = request.visit.partner.id
    names, contact = catalogue_names(), contact_facts(offer.lead)
    is_open, files = offer.state == OfferState.ACCEPTED, attachments_of(offer.lead, partner_id)
    context = {
        "section": "pipeline",
        "offer": offer,
        "lead": offer.lead,
        "contact": contact,
        "asked_again": asked_again(offer.lead),
        "unread": [(LABELS[name], sent) for name, sent in contact.unread.items()],
        "facts": lead_facts(blind_facts(offer.lead), names),
        "due": due_of(offer),
        "is_open": is_open,
        "work_form": work_form(offer, partner_id) if is_open else None,
        "log_form": LogForm(),
        "won_form": CloseForm(auto_id="won_%s", initial={"value": offer.lead.estimated_value}),
        "lost_form": CloseForm(auto_id="lost_%s"),
        "lost_because": LOST_BECAUSE,
        "more_time_form": MoreTimeForm(auto_id="more_time_%s"),
        "can_reopen_until": reopening(offer),
        "file_kinds": kinds_in_words(),
        "attachments": files,
        "history": history_of(offer.lead, partner_id, files, first_action=offer.first_action_kind),
        "why": why_this_lead(offer, partner_id),
        "conversation": conversation(offer, request.visit.partner),
        "rating": None if is_open else rating_of(offer.lead, partner_id),
        "website": web_address(offer.lead.website),
        "first_action_words": CONTACTED.get(offer.first_action_kind, offer.first_action_kind),
    }
    return show(request, "portal/lead.html", context | forms, status=status)


def reopening(offer: Offer) -> datetime | None:
    """Until when the lead can be opened again, as long as it can."""
    until = reopens_until(offer)
    return until if until and until > clock.now() else None


def work_form(offer: Offer, partner_id: UUID, data: object = None) -> WorkForm:
    """The form for status, next action and who is in charge."""
    colleagues = [(str(each.id), str(each.user)) for each in colleagues_of(partner_id)]
    initial = {
        "status": offer.work_status,
        "next_action": offer.next_action,
        "next_action_on": offer.next_action_on,
        "assignee": str(offer.assignee_id or ""),
    }
    return WorkForm(data, initial=initial, colleagues=colleagues)


@partner_action("lead", "offer_id")
def log(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Log a call, a mail, a meeting or a note, at any time: the first contact makes the time to first
    action."""
    form = LogForm(request.POST)
    if not form.is_valid():
        return page(request, find(request, offer_id), status=400, log_form=form)
    change(request, offer_id, **form.report())
    messages.success(request, _("Logged."))
    return redirect("portal:lead", offer_id)


@partner_action("lead", "offer_id")
def update(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Save status, next action and who is in charge."""
    offer = find(request, offer_id)
    form = work_form(offer, request.visit.partner.id, request.POST)
    if not form.is_valid():
        return page(request, offer, status=400, work_form=form)
    assignee = form.cleaned_data["assignee"]
    change(
        request,
        offer_id,
        status=form.cleaned_data["status"],
        next_action=form.cleaned_data["next_action"],
        next_action_on=form.cleaned_data["next_action_on"],
        assignee_id=UUID(assignee) if assignee else "",
    )
    messages.success(request, _("Saved."))
    return redirect("portal:lead", offer_id)


@partner_action("lead", "offer_id")
def close(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Won or lost."""
    which = "won" if request.POST.get("outcome") == "won" else "lost"
    form = CloseForm(request.POST, auto_id=f"{which}_%s")
    if not form.is_valid():
        return page(request, find(request, offer_id), status=400, **{f"{which}_form": form})
    visit = request.visit
    close_offer(offer_id=offer_id, partner_id=visit.partner.id, actor=visit.actor, **form.cleaned_data)
    messages.success(request, _("Closed. How good was this lead?"))
    return redirect("portal:lead", offer_id)


@partner_action("lead", "offer_id")
def reopen(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Work on a closed lead again."""
    visit = request.visit
    reopen_offer(offer_id=offer_id, partner_id=visit.partner.id, actor=visit.actor)
    messages.success(request, _("The lead is open again."))
    return redirect("portal:lead", offer_id)


@partner_action("lead", "offer_id")
def more_time(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Ask the vendor for more time."""
    form = MoreTimeForm(request.POST, auto_id="more_time_%s")
    if not form.is_valid():
        return page(request, find(request, offer_id), status=400, more_time_form=form)
    visit = request.visit
    try:
        ask_more_time(offer_id=offer_id, partner_id=visit.partner.id, actor=visit.actor, **form.cleaned_data)
    except InvalidInput as error:
        add_errors(form, error)
        return page(request, find(request, offer_id), status=400, more_time_form=form)
    messages.success(request, _("Request sent. We'll e-mail you when it is decided."))
    return redirect("portal:lead", offer_id)


def change(request: PartnerRequest, offer_id: UUID, **changes: object) -> None:
    """Update the work on a lead, as this visitor."""
    visit = request.visit
    update_offer(offer_id=offer_id, partner_id=visit.partner.id, actor=visit.actor, **changes)  # type: ignore[arg-type]


def find(request: PartnerRequest, offer_id: UUID) -> Offer:
    """A lead that this partner has, or has closed. Raises NotPossible for one that it had."""
    partner_id = request.visit.partner.id
    offer = worked_offer(offer_id, partner_id)
    if offer is None:
        if offer_of_partner(offer_id, partner_id):
            raise NotPossible(_("This lead is not yours."))
        raise Http404
    return offer
