"""Leads as the API shows them: with the offer they are under and the decision that made it."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from leads.models import Lead, LeadStage, LeadState
from partners.models import Partner
from prm.platform.api.inputs import Input, Text
from routing.lead_pages.api.lead_output import LeadFields, lead_fields
from routing.models import Offer
from routing.offers.selectors.offers_of_leads import Whereabouts, whereabouts_of


class PartnerName(serializers.ModelSerializer[Partner]):
    """Which partner."""

    class Meta:
        model = Partner
        fields = ("id", "name")


class OfferOfLead(serializers.ModelSerializer[Offer]):
    """The lead's live offer, or the offer under which it was closed."""

    partner = PartnerName(read_only=True, allow_null=True)

    class Meta:
        model = Offer
        fields = ("id", "partner", "state", "deadline_at")


class LeadOut(LeadFields):
    """A lead."""

    offer = OfferOfLead(read_only=True, allow_null=True)
    decision_id = serializers.UUIDField(read_only=True, allow_null=True)

    class Meta(LeadFields.Meta):
        fields = (*LeadFields.Meta.fields, "offer", "decision_id")
        read_only_fields = fields


class ReceivedOut(LeadOut):
    """The lead that was posted, or the existing lead that it joined."""

    duplicate = serializers.BooleanField(read_only=True, help_text="Whether the lead existed already.")

    class Meta(LeadOut.Meta):
        fields = (*LeadOut.Meta.fields, "duplicate")
        read_only_fields = fields


class LeadFilters(Input):
    """What a list of leads can be narrowed by; all of what is given must hold."""

    state = serializers.ChoiceField(choices=LeadState.choices, required=False)
    stage = serializers.ChoiceField(choices=LeadStage.choices, required=False)
    source = Text(max_length=100, required=False)  # type: ignore[assignment]
    campaign = Text(max_length=200, required=False)
    country = Text(max_length=2, required=False, help_text="ISO 3166-1 alpha-2.")
    region = Text(max_length=6, required=False, help_text="ISO 3166-2.")
    product = Text(max_length=80, required=False, help_text="A product's slug.")
    industry = Text(max_length=80, required=False, help_text="A vertical's slug.")
    external_id = Text(max_length=200, required=False)
    email = Text(max_length=254, required=False)
    partner = serializers.UUIDField(required=False, help_text="Leads that this partner has or is offered.")
    received_after = serializers.DateTimeField(required=False, help_text="At this instant or later.")
    received_before = serializers.DateTimeField(required=False, help_text="Before this instant.")


def leads_out(leads: Sequence[Lead]) -> list[dict[str, Any]]:
    """Leads with their offers, in two queries more."""
    found = whereabouts_of([lead.id for lead in leads]) if leads else {}
    return [lead_out(lead, found[lead.id]) for lead in leads]


def lead_out(lead: Lead, whereabouts: Whereabouts = Whereabouts()) -> dict[str, Any]:  # noqa: B008
    """The fields of LeadOut. A lead that has just been stored can have no offer yet."""
    offer = None if whereabouts.offer is None else offer_of_lead(whereabouts.offer)
    return lead_fields(lead) | {"offer": offer, "decision_id": whereabouts.decision_id}


def offer_of_lead(offer: Offer) -> dict[str, Any]:
    """The fields of OfferOfLead."""
    return {
        "id": offer.id,
        "partner": partner_name(offer.partner),
        "state": offer.state,
        "deadline_at": offer.deadline_at,
    }


def partner_name(partner: Partner | None) -> dict[str, Any] | None:
    """The fields of PartnerName."""
    return None if partner is None else {"id": partner.id, "name": partner.name}
