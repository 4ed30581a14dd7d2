"""A partner's own web forms and campaign links: its leads come to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leads.web_forms.models import WebForm
from leads.web_forms.selectors.forms import (
    Counts,
    address_of,
    counts_of,
    forms_of_partner,
    short_address_of,
    templates_for_partners,
)
from leads.web_forms.selectors.snippet import frame_of, snippet_of
from leads.web_forms.services.partner_forms import make_partner_form, save_partner_form
from portal.access import PartnerRequest, partner_page
from portal.action import partner_admin_action
from portal.form_errors import add_errors
from portal.pages import show
from portal.web_form_forms import OwnFormForm
from prm.platform.errors import InvalidInput, NotPossible


@require_safe
@partner_page
def web_forms(request: PartnerRequest) -> HttpResponse:
    """The company's forms with their links, and those that it can copy."""
    own = list(forms_of_partner(request.visit.partner.id).select_related("template"))
    counts = counts_of([form.id for form in own])
    slug = request.visit.partner.vendor.slug
    context = {
        "section": "company",
        "tab": "web_forms",
        "rows": [(form, short_address_of(form, slug), counts.get(form.id, Counts())) for form in own],
        "templates": templates_for_partners(),
    }
    return show(request, "portal/web_forms.html", context)


@require_safe
@partner_page
def new_web_form(request: PartnerRequest, template_id: UUID) -> HttpResponse:
    """What to fill in for a copy."""
    template = _template(template_id)
    return _page(request, template, None, OwnFormForm(None, template))


@partner_admin_action("new_web_form", "template_id")
def make_web_form(request: PartnerRequest, template_id: UUID) -> HttpResponse:
    """Make the copy."""
    template = _template(template_id)
    form = OwnFormForm(request.POST, template)
    if not form.is_valid():
        return _page(request, template, None, form, status=400)
    visit = request.visit
    try:
        made = make_partner_form(
            partner_id=visit.partner.id, template_id=template.id, given=form.given(), actor=visit.actor
        )
    except InvalidInput as error:
        add_errors(form, error)
        return _page(request, template, None, form, status=400)
    except NotPossible as error:
        form.add_error(None, error.message)
        return _page(request, template, None, form, status=409)
    messages.success(request, _("Your form is ready. Its leads come to you."))
    return redirect("portal:web_form", form_id=made.id)


@require_safe
@partner_page
def web_form(request: PartnerRequest, form_id: UUID) -> HttpResponse:
    """One of the company's forms: its links, the code to copy, what is its own."""
    found = _own(request, form_id)
    return _page(request, found.basis, found, OwnFormForm(None, found.basis, found))


@partner_admin_action("web_form", "form_id")
def save_web_form(request: PartnerRequest, form_id: UUID) -> HttpResponse:
    """Change what is the copy's own."""
    found, visit = _own(request, form_id), request.visit
    form = OwnFormForm(request.POST, found.basis, found)
    if form.is_valid():
        try:
            save_partner_form(
                partner_id=visit.partner.id, form_id=found.id, given=form.given(), actor=visit.actor
            )
        except InvalidInput as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:web_form", form_id=found.id)
    return _page(request, found.basis, _own(request, form_id), form, status=400)


def _page(
    request: PartnerRequest, template: WebForm, found: WebForm | None, form: OwnFormForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "company",
        "tab": "web_forms",
        "template": template,
        "web_form": found,
        "form": form,
    }
    if found is not None:
        vendor = request.visit.partner.vendor
        context |= {
            "address": address_of(found, vendor.slug),
            "short_address": short_address_of(found, vendor.slug),
            "counts": counts_of([found.id]).get(found.id, Counts()),
            "snippet": snippet_of(found, vendor) if found.origins else "",
            "frame": frame_of(found, vendor) if found.origins else "",
        }
    return show(request, "portal/web_form.html", context, status=status)


def _template(template_id: UUID) -> WebForm:
    found = templates_for_partners().filter(id=template_id).first()
    if found is None:
        raise Http404
    return found


def _own(request: PartnerRequest, form_id: UUID) -> WebForm:
    found = forms_of_partner(request.visit.partner.id).select_related("template").filter(id=form_id).first()
    if found is None:
        raise Http404
    return found
