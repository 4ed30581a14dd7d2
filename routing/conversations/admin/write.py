"""The vendor writes to the partner that has a lead."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from prm.platform.console.access import actor_of, writers_only
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.site import vendor_site
from routing.conversations.models import MOST_CHARACTERS
from routing.conversations.services.send_message import write_to_partner
from routing.models import Offer, OfferState


class MessageForm(forms.Form):
    """What to write."""

    body = forms.CharField(
        label=_("message"),
        max_length=MOST_CHARACTERS,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}),
    )


@writers_only
def write(request: HttpRequest, /, offer_id: UUID) -> HttpResponseBase:
    """Ask for the message, and send it."""
    offer = get_object_or_404(Offer.objects.select_related("partner", "lead"), pk=offer_id)
    act = Act(
        title=gettext("Write to %(partner)s") % {"partner": offer.partner or gettext("the partner")},
        words=_words(offer),
        button=_("Send"),
        done=_("Sent. The partner gets a mail and reads it on the lead’s page."),
        back=reverse("admin:leads_lead_change", args=[offer.lead_id]) + "#messages",
        form=MessageForm,
    )
    return run_act(request, act, lambda answers: _send(request, offer, answers))


def _words(offer: Offer) -> Any:
    if offer.state == OfferState.OFFERED:
        return _("The partner has not accepted yet and does not know who the lead is: name nobody.")
    return _("The partner can answer. No deadline moves.")


def _send(request: HttpRequest, offer: Offer, answers: dict[str, Any]) -> None:
    write_to_partner(offer_id=offer.pk, body=answers["body"], actor=actor_of(request))


vendor_site.add_page("offers/<uuid:offer_id>/message/", write, "offer_message")
