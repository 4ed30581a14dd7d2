"""Where a partner's chats and systems hear of its offers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.access import PartnerRequest, partner_admin_page
from portal.forms import EndpointForm
from portal.views.notices import page
from prm.errors import InvalidInput
from prm.outbox.models import WebhookEndpoint
from prm.outbox.save_endpoint import create_endpoint, remove_endpoint


@require_POST
@partner_admin_page
def add_endpoint(request: PartnerRequest) -> HttpResponse:
    """Send to this address from now on."""
    form = EndpointForm(request.POST)
    if not form.is_valid():
        return page(request, endpoint_form=form, status=400)
    try:
        create_endpoint(fields={**form.cleaned_data, "partner_id": request.visit.partner.id})
    except InvalidInput as error:
        form.add_error("url", " ".join(each.message for each in error.errors))
        return page(request, endpoint_form=form, status=400)
    messages.success(request, _("Added."))
    return redirect("portal:notices")


@require_POST
@partner_admin_page
def drop_endpoint(request: PartnerRequest, endpoint_id: UUID) -> HttpResponse:
    """Send there no longer."""
    mine = WebhookEndpoint.objects.filter(partner_id=request.visit.partner.id, id=endpoint_id)
    if not mine.exists():
        raise Http404
    remove_endpoint(endpoint_id=endpoint_id)
    return redirect("portal:notices")
