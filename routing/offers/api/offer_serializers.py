"""Offers as the API shows them: to the vendor, and blind to the partner until it holds the lead."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from leads.api.field_shapes import shapes_out
from leads.fields.catalogue import LEAD
from leads.selectors.blind import BANDS, CODES, HELD, blind_facts, contact_facts, may_see_contact
from prm.platform.api.inputs import Input
from prm.platform.api.json_fields import JsonObject
from routing.lead_pages.api.lead_serializers import PartnerName
from routing.models import Offer, OfferState
from routing.offers.models import WorkStatus

BAND_WORDS = "A band, such as `50-199` or `5000+`; empty when unknown."


class BlindLeadOut(serializers.Serializer[Any]):
    """What a partner sees of a lead before it accepts: codes and bands."""

    stage = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """The codes and bands that the catalogue of lead fields shows."""
        bands = {band.name: serializers.CharField(help_text=BAND_WORDS) for _, band in BANDS}
        return shapes_out(LEAD, CODES) | bands | super().get_fields()


class ContactOut(serializers.Serializer[Any]):
    """The contact details. Only the vendor and the partner that accepted the lead see them."""

    unread = JsonObject(help_text="Values that could not be read, by field. The field itself is empty.")

    def get_fields(self) -> dict[str, Any]:
        return shapes_out(LEAD, HELD) | super().get_fields()


class OfferOut(serializers.ModelSerializer[Offer]):
    """An offer, as the vendor or the partner sees it."""

    lead = serializers.UUIDField(source="lead_id", help_text="The lead's ID.")
    partner = PartnerName(
        allow_null=True, help_text="Null while several partners are invited and none has accepted."
    )
    work_status = serializers.ChoiceField(choices=WorkStatus.choices, allow_blank=True)
    outcome = serializers.ChoiceField(choices=["won", "lost"], allow_blank=True)
    facts = serializers.SerializerMethodField()
    contact = serializers.SerializerMethodField()

    class Meta:
        model = Offer
        fields = (
            "id",
            "lead",
            "partner",
            "state",
            "is_claim",
            "offered_at",
            "deadline_at",
            "accepted_at",
            "closed_at",
            "update_due_at",
            "first_action_at",
            "first_action_kind",
            "work_status",
            "next_action",
            "next_action_on",
            "decline_reason",
            "outcome",
            "outcome_value",
            "outcome_reason",
            "facts",
            "contact",
        )
        read_only_fields = fields

    def get_facts(self, offer: Offer) -> BlindLeadOut:
        return BlindLeadOut(blind_facts(offer.lead)).data  # type: ignore[return-value]

    def get_contact(self, offer: Offer) -> ContactOut(allow_null=True):  # type: ignore[valid-type]
        viewer: UUID | None = self.context.get("viewer")
        if viewer is not None and not may_see_contact(offer.state, offer.partner_id, viewer):
            return None
        return ContactOut(contact_facts(offer.lead)).data


class OfferFilters(Input):
    """What a list of offers can be narrowed by."""

    state = serializers.ChoiceField(choices=OfferState.choices, required=False)
    lead = serializers.UUIDField(required=False)
    partner = serializers.UUIDField(required=False)
    offered_after = serializers.DateTimeField(required=False, help_text="At this instant or later.")
    offered_before = serializers.DateTimeField(required=False, help_text="Before this instant.")
