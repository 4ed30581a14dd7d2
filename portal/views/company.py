"""The partner's own company: what it sells and where, capacity, and what it asks the vendor for."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.models import ChangeRequest
from partners.services.ask_for_change import ask_for_change
from partners.services.set_capacity import set_capacity
from portal.access import PartnerRequest, partner_page
from portal.action import partner_admin_action
from portal.company_forms import (
    CapacityForm,
    CertificationRequestForm,
    SpecialisationRequestForm,
    TerritoryRequestForm,
)
from portal.form_errors import add_errors
from portal.pages import show
from portal.selectors.company import (
    Choices,
    askable,
    certifications_of,
    open_load,
    requests_of,
    signing_of,
    specialisations_of,
    territories_of,
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
    context = {
        "section": "company",
        "tab": "company",
        "today": clock.now().date(),
        "load": open_load(partner.id),
        "certifications": certifications_of(partner.id),
        "specialisations": specialisations_of(partner.id),
        "territories": territories_of(partner.id),
        "requests": requests_of(partner.id),
        "signing": signing_of(partner.id),
        "capacity_form": CapacityForm(initial={"capacity": partner.capacity}),
        "forms": filled_in.pop("forms", None) or request_forms(),
    }
    return show(request, "portal/company.html", context | filled_in, status=status)


def request_forms(**filled_in: Any) -> dict[str, Any]:
    """A form for each kind of request."""
    choices = askable()
    return {kind: request_form(kind, choices) for kind in ASKABLE} | filled_in


def request_form(kind: str, choices: Choices, data: Any = None) -> Any:
    """The form for asking for something of this kind."""
    if kind == Kind.TERRITORY:
        return TerritoryRequestForm(data, prefix="territory")
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
    set_capacity(partner_id=request.visit.partner.id, capacity=form.cleaned_data["capacity"])
    messages.success(request, _("Saved. New leads are counted against it from now on."))
    return redirect("portal:company")


@partner_admin_action("company")
def ask(request: PartnerRequest, kind: str) -> HttpResponse:
    """Ask for a territory, a certification or a specialisation."""
    form = request_form(kind, askable(), request.POST)
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
    return page(request, status=status, forms=request_forms(**{kind: form}))


@partner_admin_action("company")
def unpause(request: PartnerRequest) -> HttpResponse:
    """Ask to receive leads again."""
    send(request, Kind.UNPAUSE, {}, request.POST.get("reason", "").replace("\0", ""))
    return redirect("portal:company")


def send(request: PartnerRequest, kind: str, payload: dict[str, Any], reason: str) -> None:
    """Hand the request to the vendor."""
    visit = request.visit
    ask_for_change(partner_id=visit.partner.id, kind=kind, payload=payload, reason=reason, actor=visit.actor)
    messages.success(request, _("Asked. You hear as soon as it is decided."))
