"""Writing to the vendor about an offer or a lead."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.access import PartnerRequest
from portal.action import partner_action
from routing.conversations.services.send_message import write_to_vendor


@partner_action("offer", "offer_id")
def write(request: PartnerRequest, offer_id: UUID) -> HttpResponse:
    """Send a message. The page of an offer leads on to that of the lead, once it is accepted."""
    visit = request.visit
    body = request.POST.get("body", "")
    write_to_vendor(offer_id=offer_id, partner_id=visit.partner.id, body=body, actor=visit.actor)
    messages.success(request, _("Sent."))
    return redirect("portal:offer", offer_id)
