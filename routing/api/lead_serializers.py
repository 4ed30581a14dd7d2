"""Leads as the API shows them: with the offer they are under and the decision that made it."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from leads.api.lead_output import LeadFields
from leads.models import Lead, LeadStage, LeadState
from partners.models import Partner
from prm.api.inputs import Input, Text
from routing.models import Offer
from routing.selectors.offers_of_leads import Whereabouts, whereabouts_of


class PartnerName(serializers.ModelSerializer[Partner]):
    """Which partner."""

    class Meta:
        model = Partner
        fields = ("id", "name")


class OfferOfLead(serializers.ModelSerializer[Offer]):
    """The live offer of a lead, or the one it was closed under."""

    partner = PartnerName(read_only=True, allow_null=True)

    class Meta:
        model = Offer
        fields = ("id", "partner", "state", "deadline_at")


class LeadOut(LeadFields):
    """A lead. The context's `whereabouts` has the offers; a lead that is not in it has none yet."""

    offer = serializers.SerializerMethodField()
    decision_id = serializers.SerializerMethodField()

    class Meta(LeadFields.Meta):
        fields = (*LeadFields.Meta.fields, "offer", "decision_id")
        read_only_fields = fields

    def get_offer(self, lead: Lead) -> OfferOfLead(allow_null=True):  # type: ignore[valid-type]
        offer = self._of(lead).offer
        return None if offer is None else OfferOfLead(offer).data

    def get_decision_id(self, lead: Lead) -> Any:
        return self._of(lead).decision_id

    def _of(self, lead: Lead) -> Whereabouts:
        found: dict[Any, Whereabouts] = self.context.get("whereabouts", {})
        return found.get(lead.id, Whereabouts())


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
    partner = serializers.UUIDField(required=False, help_text="Held by this partner, or offered to it.")
    received_after = serializers.DateTimeField(required=False, help_text="At this instant or later.")
    received_before = serializers.DateTimeField(required=False, help_text="Before this instant.")


def leads_out(leads: Sequence[Lead]) -> list[dict[str, Any]]:
    """Leads with their offers, in two queries more."""
    found = whereabouts_of([lead.id for lead in leads]) if leads else {}
    return [dict(row) for row in LeadOut(leads, many=True, context={"whereabouts": found}).data]


def new_lead_out(lead: Lead) -> dict[str, Any]:
    """A lead that has just been stored: there can be no offer yet, so nothing is asked."""
    return dict(LeadOut(lead).data)
