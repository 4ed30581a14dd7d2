"""Deal registrations and claims, coming in and going out."""

from typing import Any

from rest_framework import serializers

from leads.api.field_shapes import shape_in, shapes_in
from leads.fields.catalogue import ACCOUNT, DEAL
from leads.models import DealRegistration, DealState
from prm.platform.api.inputs import Input, Text


class DealFieldsInput(serializers.Serializer[Any]):
    """A claim on an account, as the schema shows it; `leads.intake.clean_deal` judges it."""

    def get_fields(self) -> dict[str, Any]:
        """The fields of a deal registration; the company has to be named."""
        company = shape_in(DEAL["company"], required=True, allow_null=False, allow_blank=False)
        return {**super().get_fields(), **shapes_in(DEAL), "company": company}


class DealInput(DealFieldsInput):
    """A claim on an account.

    With a vendor's key, `partner` names the partner. With a partner's key, it is that partner.
    """

    partner = serializers.UUIDField(required=False, help_text="With a vendor's key only.")


class DealOut(serializers.ModelSerializer[DealRegistration]):
    """A deal registration."""

    partner = serializers.SerializerMethodField()
    products = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(choices=DealState.choices)

    class Meta:
        model = DealRegistration
        fields = (
            "id",
            "partner",
            *DEAL,
            "state",
            "is_second",
            "protected_until_on",
            "registered_at",
            "decided_at",
            "decision_note",
        )
        read_only_fields = fields

    def get_partner(self, deal: DealRegistration) -> "PartnerNameOut":
        return {"id": deal.partner_id, "name": deal.partner.name}  # type: ignore[return-value]


class PartnerNameOut(serializers.Serializer[Any]):
    """Which partner."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class DealFilters(Input):
    """What a list of deals can be narrowed by."""

    state = serializers.ChoiceField(choices=DealState.choices, required=False)
    partner = serializers.UUIDField(required=False)
    external_id = Text(max_length=200, required=False)


class ApprovalInput(Input):
    """How long the account is protected."""

    protected_until_on = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="Left out: 90 days from today."
    )


class RefusalInput(Input):
    """The reason. The partner sees it."""

    reason = Text(max_length=500)


class AccountInput(serializers.Serializer[Any]):
    """A company: at least its name, its website or an e-mail address."""

    def get_fields(self) -> dict[str, Any]:
        return shapes_in(ACCOUNT)


class ClaimOut(serializers.Serializer[Any]):
    """Who holds a claim. Only vendors see this."""

    deal = serializers.UUIDField()
    company = serializers.CharField()
    partner = PartnerNameOut()
    until = serializers.DateField()
    evidence = serializers.ChoiceField(
        choices=["registry_id", "domain", "name"], help_text="What the two companies share."
    )
    confidence = serializers.FloatField(help_text="How likely the two are the same company, from 0 to 1.")


class ConflictOut(serializers.Serializer[Any]):
    """Whether another partner has a protected claim on the company."""

    conflict = serializers.BooleanField()
    until = serializers.DateField(allow_null=True, help_text="The last day of protection.")
    claims = ClaimOut(many=True, required=False, help_text="With a vendor's key only.")
