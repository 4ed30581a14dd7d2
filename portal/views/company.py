"""The partner's own company: what it sells and where, capacity, and what it asks the vendor for."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.models import ChangeRequest, Partner
from partners.selectors.managers import manager_of
from partners.services.ask_for_change import ask_for_change
from partners.services.set_capacity import set_capacity
from portal.access import PartnerRequest, partner_page
from portal.action import partner_admin_action
from portal.company_forms import (
    CapacityForm,
    CertificationRequestForm,
    SpecialisationRequestForm,
    TerritoryRequestForm,
    WishesForm,
)
from portal.form_errors import add_errors
from portal.pages import show
from portal.selectors.company import (
    AskedWords,
    Choices,
    askable,
    capacity_words,
    certifications_of,
    open_load,
    requests_of,
    signing_of,
    specialisations_of,
    still_askable,
    territories_of,
    wishes_of,
)
from prm.platform import clock
from prm.platform.errors import InvalidInput, NotPossible

Kind = ChangeRequest.Kind
ASKABLE = (Kind.TERRITORY, Kind.CERTIFICATION, Kind.SPECIALISATION)


@require_safe
@partner_page
def company(request: PartnerRequest) -> HttpResponse:
    """What decides which leads can come here."""
    return page(request)


def page(request: PartnerRequest, *, status: int = 200, **filled_in: Any) -> HttpResponse:
    """The page, with the form that was filled in wrongly still filled in."""
    partner = request.visit.partner
    load, choices = open_load(partner.id), askable()
    certifications, specialisations = certifications_of(partner.id), specialisations_of(partner.id)
    forms = request_forms(partner, still_askable(choices, certifications, specialisations))
    context = {
        "section": "company",
        "tab": "company",
        "today": clock.now().date(),
        "load": load,
        "capacity_words": capacity_words(load, partner.capacity),
        "certifications": certifications,
        "specialisations": specialisations,
        "territories": territories_of(partner.id),
        "requests": requests_of(partner.id),
        "asked_words": AskedWords(choices),
        "signing": signing_of(partner.id),
        "contact": manager_of(partner),
        "capacity_form": CapacityForm(initial={"capacity": partner.capacity}),
        "wishes_form": WishesForm(initial=wishes_of(partner.id)),
        "forms": forms | filled_in.pop("forms", {}),
    }
    return show(request, "portal/company.html", context | filled_in, status=status)


def request_forms(partner: Partner, choices: Choices) -> dict[str, Any]:
    """A form for each kind of request."""
    return {kind: request_form(partner, kind, choices) for kind in ASKABLE}


def request_form(partner: Partner, kind: str, choices: Choices, data: Any = None) -> Any:
    """The form for asking for something of this kind."""
    if kind == Kind.TERRITORY:
        return TerritoryRequestForm(data, prefix="territory", country=partner.country)
    if kind == Kind.CERTIFICATION:
        return CertificationRequestForm(data, prefix="certification", certifications=choices[kind])
    if kind == Kind.SPECIALISATION:
        return SpecialisationRequestForm(data, prefix="specialisation", verticals=choices[kind])
    raise Http404


@partner_admin_action("company")
def capacity(request: PartnerRequest) -> HttpResponse:
    """Take more, or fewer, leads at once."""
    form = CapacityForm(request.POST)
    if not form.is_valid():
        return page(request, status=400, capacity_form=form)
    partner_id, limit = request.visit.partner.id, form.cleaned_data["capacity"]
    set_capacity(partner_id=partner_id, capacity=limit)
    tell_capacity(request, open_load(partner_id), limit)
    return redirect("portal:company")


def tell_capacity(request: PartnerRequest, load: int, limit: int | None) -> None:
    """What the new limit means: with more open than that, no lead comes."""
    if limit is None or load < limit:
        messages.success(request, _("Saved. The limit applies to new leads from now on."))
    else:
        messages.warning(request, _("Saved.") + " " + capacity_words(load, limit))


@partner_admin_action("company")
def ask(request: PartnerRequest, kind: str) -> HttpResponse:
    """Ask for a territory, a certification or a specialisation."""
    form = request_form(request.visit.partner, kind, askable(), request.POST)
    if not form.is_valid():
        return ask_again(request, kind, form)
    try:
        send(request, kind, form.payload(), form.cleaned_data["reason"])
    except InvalidInput as error:
        add_errors(form, error)
        return ask_again(request, kind, form)
    except NotPossible as error:
        form.add_error(None, error.message)
        return ask_again(request, kind, form, status=409)
    return redirect("portal:company")


def ask_again(request: PartnerRequest, kind: str, form: forms.Form, *, status: int = 400) -> HttpResponse:
    """The page with what is wrong."""
    return page(request, status=status, forms={kind: form})


@partner_admin_action("company")
def unpause(request: PartnerRequest) -> HttpResponse:
    """Ask to receive leads again."""
    send(request, Kind.UNPAUSE, {}, request.POST.get("reason", "").replace("\0", ""))
    return redirect("portal:company")


def send(request: PartnerRequest, kind: str, payload: dict[str, Any], reason: str) -> None:
    """Hand the request to the vendor."""
    visit = request.visit
    ask_for_change(partner_id=visit.partner.id, kind=kind, payload=payload, reason=reason, actor=visit.actor)
    messages.success(request, _("Request sent. We'll e-mail you when it is decided."))
