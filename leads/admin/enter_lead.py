"""A lead that came by phone or in person is entered by hand; a wrong one is corrected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from leads.admin.lead_form import LeadForm, typed
from leads.models import Lead
from leads.services.correct_lead import correct_lead
from leads.services.receive_leads import Received, receive_post
from prm.platform.console.access import actor_of, writers_only
from prm.platform.console.acting import put_errors
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput, NotPossible
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.services.audit import audit

SOURCE = "phone"


@writers_only
def enter(request: HttpRequest) -> HttpResponseBase:
    """A new lead. One that is there already is shown first, and joined only when that is what is wanted."""
    vendor: Vendor = request.vendor  # type: ignore[attr-defined]
    usual = {"source": SOURCE, "currency": vendor.currency}
    form = LeadForm(request.POST if request.method == "POST" else None, initial=usual)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, title=_("Enter a lead"), back=_list())
    try:
        received = _receive(request, form, joins="join" in request.POST)
    except InvalidInput as refused:
        put_errors(form, refused)
        return _page(request, form, title=_("Enter a lead"), back=_list())
    if received.is_duplicate and "join" not in request.POST:
        return _page(request, form, title=_("Enter a lead"), back=_list(), known=received.lead)
    lead = received.lead_or_refuse()
    if received.is_duplicate:
        messages.success(request, _("Added to the lead that was there. Its partner keeps it."))
    else:
        audit(actor_of(request), AuditAction.ADDED, lead, name=str(lead.pk))
        messages.success(request, _("Entered. The lead goes to a partner by the rules."))
    return redirect("admin:leads_lead_change", lead.pk)


def _receive(request: HttpRequest, form: LeadForm, *, joins: bool) -> Received:
    """Store the lead; where it would join another, only with `joins`. Raises InvalidInput."""
    with transaction.atomic():
        received = receive_post(data=form.given(), actor=actor_of(request), strict=True)
        if received.is_duplicate and not joins:
            transaction.set_rollback(True)
    return received


@writers_only
def correct(request: HttpRequest, lead_id: UUID) -> HttpResponseBase:
    """Change what is wrong. Decisions that were made keep what they saw."""
    lead = get_object_or_404(Lead, pk=lead_id)
    back = reverse("admin:leads_lead_change", args=[lead_id])
    form = LeadForm(request.POST if request.method == "POST" else None, initial=typed(lead))
    title = _("Correct %(lead)s") % {"lead": lead}
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, title=title, back=back)
    changes = form.changes(lead)
    try:
        with transaction.atomic():
            if changes:
                correct_lead(lead_id=lead_id, changes=changes, actor=actor_of(request), strict=True)
                audit(actor_of(request), AuditAction.CHANGED, lead, name=str(lead.pk), fields=sorted(changes))
    except InvalidInput as refused:
        put_errors(form, refused)
        return _page(request, form, title=title, back=back)
    except NotPossible as refused:
        messages.error(request, refused.message)
        return redirect(back)
    messages.success(request, _("Corrected.") if changes else _("Nothing was changed."))
    return redirect(back)


def _list() -> str:
    return reverse("admin:leads_lead_changelist")


def _page(request: HttpRequest, form: LeadForm, *, title: str, back: str, **more: Any) -> HttpResponse:
    context = {
        **vendor_site.each_context(request),
        "title": title,
        "form": form,
        "back": back,
        "is_new": back == _list(),
        **more,
    }
    status = 400 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "console/lead_form.html", context, status=status)


vendor_site.add_page("leads/new/", enter, "lead_new")
vendor_site.add_page("leads/<uuid:lead_id>/correct/", correct, "lead_correct")
