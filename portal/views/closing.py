"""Files on a lead, and how good it was."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leads.models import Attachment
from leads.services.add_attachment import LARGEST, add_attachment, remove_attachment
from leads.services.rate_lead import rate_lead
from portal.access import PartnerRequest, partner_page, words_of
from portal.action import partner_action
from portal.forms import RatingForm
from portal.views.lead import find, page
from prm.platform.download import uploaded_file
from prm.platform.errors import InvalidInput, NotPossible
from routing.models import OfferState


@partner_action("lead", "offer_id")
def add_file(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Keep a file with the lead."""
    offer = find(request, offer_id)
    visit = request.visit
    file = request.FILES.get("file")
    try:
        add_attachment(
            lead_id=offer.lead_id,
            partner_id=visit.partner.id,
            name=file.name or "" if file else "",
            content=file.read(LARGEST + 1) if file else b"",
            actor=visit.actor,
        )
    except InvalidInput as error:
        words = words_of(error) if file else _("Choose a file.")
        return page(request, offer, status=400, file_error=words)
    return redirect("portal:lead", offer_id)


@require_safe
@partner_page
def file(request: PartnerRequest, offer_id: UUID, file_id: UUID) -> HttpResponse:
    """One of the partner's own files of the lead."""
    offer = find(request, offer_id)
    mine = Attachment.objects.filter(lead=offer.lead, partner_id=request.visit.partner.id)
    found = get_object_or_404(mine, id=file_id)
    return uploaded_file(found.name, bytes(found.content), found.content_type)


@partner_action("lead", "offer_id")
def remove_file(request: PartnerRequest, offer_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file away."""
    find(request, offer_id)
    remove_attachment(attachment_id=file_id, partner_id=request.visit.partner.id)
    return redirect("portal:lead", offer_id)


@partner_action("lead", "offer_id")
def rate(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Say how good a closed lead was."""
    offer = find(request, offer_id)
    if offer.state != OfferState.CLOSED:
        raise NotPossible(_("A lead is rated once it is closed."))
    form = RatingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose from 1 to 5."))
        return redirect("portal:lead", offer_id)
    visit = request.visit
    rate_lead(lead_id=offer.lead_id, partner_id=visit.partner.id, actor=visit.actor, **form.cleaned_data)
    messages.success(request, _("Thank you."))
    return redirect("portal:lead", offer_id)
