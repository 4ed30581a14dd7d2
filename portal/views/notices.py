"""What one wants to hear of, and how."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.access import PartnerRequest, partner_page
from portal.forms import EndpointForm
from portal.notice_presets import PRESETS, preset_of
from portal.pages import show
from prm.platform.outbox.catalogue import Audience, events_mailed_to, partner_event_choices
from prm.platform.outbox.choose_notices import Delivery, choose_notices
from prm.platform.outbox.models import NotificationPreference, WebhookEndpoint
from prm.platform.tenants.models import Membership

MINE, OURS = "mine", "company"


@require_http_methods(["GET", "HEAD", "POST"])
@partner_page
def notices(request: PartnerRequest) -> HttpResponse:
    """One choice an event: at once, in the daily digest, or not at all."""
    if request.method != "POST":
        return page(request)
    choose_notices(membership_id=request.visit.membership.id, choices=choices_of(request))
    messages.success(request, _("Saved."))
    return redirect("portal:notices")


def choices_of(request: PartnerRequest) -> dict[str, str]:
    """What was chosen: a preset, or one delivery for each event."""
    if preset := PRESETS.get(request.POST.get("preset", "")):
        return preset.choices()
    asked = {event.name: request.POST.get(event.name, "") for event in events_mailed_to(Audience.PARTNER)}
    return {event: how for event, how in asked.items() if how in Delivery.values}


def page(request: PartnerRequest, *, status: int = 200, **filled_in: EndpointForm) -> HttpResponse:
    """What one hears of by mail, and where one's own and the company's chats and systems hear of it."""
    visit = request.visit
    rows = NotificationPreference.objects.filter(membership_id=visit.membership.id)
    chosen = dict(rows.values_list("event", "delivery"))
    endpoints = list(WebhookEndpoint.objects.filter(partner_id=visit.partner.id))
    members = Membership.objects.filter(partner_id=visit.partner.id, is_active=True)
    context = {
        "only_others_hear": not visit.membership.hears_of_offers
        and members.filter(hears_of_offers=True).exists(),
        "tab": "notices",
        "section": "company",
        "deliveries": Delivery.choices,
        "presets": [(name, preset.words) for name, preset in PRESETS.items()],
        "preset": preset_of(chosen),
        "groups": [
            (group, [(event, words, chosen.get(event, Delivery.AT_ONCE)) for event, words in events])
            for group, events in partner_event_choices()
        ],
        "own_endpoints": [each for each in endpoints if each.membership_id == visit.membership.id],
        "company_endpoints": [each for each in endpoints if each.membership_id is None],
        **{whose: EndpointForm(auto_id=f"{whose}_%s") for whose in (MINE, OURS)},
    }
    return show(request, "portal/notices.html", context | filled_in, status=status)
