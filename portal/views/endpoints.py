"""Where a partner's chats and systems, or a person's own, hear of offers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.access import PartnerRequest
from portal.action import partner_action
from portal.forms import EndpointForm
from portal.views.notices import MINE, OURS, page
from prm.platform.errors import InvalidInput
from prm.platform.outbox.models import WebhookEndpoint
from prm.platform.outbox.save_endpoint import create_endpoint, remove_endpoint


@partner_action("notices")
def add_endpoint(request: PartnerRequest) -> HttpResponse:
    """Send to this address from now on: what concerns oneself, or, as partner admin, all of the company's."""
    whose = OURS if request.POST.get("whose") == OURS else MINE
    owner = owner_of(request, whose)
    form = EndpointForm(request.POST, auto_id=f"{whose}_%s")
    if not form.is_valid():
        return page(request, status=400, **{whose: form})
    try:
        create_endpoint(fields={**form.cleaned_data, **owner})
    except InvalidInput as error:
        form.add_error("url", " ".join(each.message for each in error.errors))
        return page(request, status=400, **{whose: form})
    messages.success(request, _("Added."))
    return redirect("portal:notices")


def owner_of(request: PartnerRequest, whose: str) -> dict[str, Any]:
    """The columns that say whose an endpoint is. The company's are for its administrators."""
    visit = request.visit
    if whose == MINE:
        return {"partner_id": visit.partner.id, "membership_id": visit.membership.id}
    if not visit.is_partner_admin:
        raise PermissionDenied
    return {"partner_id": visit.partner.id}


@partner_action("notices")
def drop_endpoint(request: PartnerRequest, endpoint_id: UUID) -> HttpResponse:
    """Send there no longer."""
    visit = request.visit
    found = WebhookEndpoint.objects.filter(partner_id=visit.partner.id, id=endpoint_id).first()
    if found is None or found.membership_id not in (None, visit.membership.id):
        raise Http404
    if found.membership_id is None and not visit.is_partner_admin:
        raise PermissionDenied
    remove_endpoint(endpoint_id=endpoint_id)
    return redirect("portal:notices")
