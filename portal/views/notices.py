"""What one wants to hear of, and how."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.access import PartnerRequest, partner_page
from portal.pages import show
from prm.outbox.choose_notices import Delivery, choose_notices
from prm.outbox.events import Audience, events_mailed_to
from prm.outbox.models import NotificationPreference, WebhookEndpoint


@require_http_methods(["GET", "HEAD", "POST"])
@partner_page
def notices(request: PartnerRequest) -> HttpResponse:
    """One choice an event: at once, in the daily digest, or not at all."""
    membership_id = request.visit.membership.id
    events = events_mailed_to(Audience.PARTNER)
    if request.method == "POST":
        asked = {event: request.POST.get(event, "") for event, _words in events}
        choices = {event: how for event, how in asked.items() if how in Delivery.values}
        choose_notices(membership_id=membership_id, choices=choices)
        messages.success(request, _("Saved."))
        return redirect("portal:notices")
    chosen = dict(
        NotificationPreference.objects.filter(membership_id=membership_id).values_list("event", "delivery")
    )
    context = {
        "tab": "notices",
        "section": "company",
        "deliveries": Delivery.choices,
        "events": [(event, words, chosen.get(event, Delivery.AT_ONCE)) for event, words in events],
        "endpoints": list(WebhookEndpoint.objects.filter(partner_id=request.visit.partner.id)),
    }
    return show(request, "portal/notices.html", context)
