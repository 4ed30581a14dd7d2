"""The lead fields out: as the schema shows them, and as a plain dict, which is much quicker."""

from typing import Any

from rest_framework import serializers

from leads.models import Lead, LeadStage, LeadState
from prm.api.json_fields import AnyJson, JsonObject

LEAD_FIELDS_OUT = (
    "id",
    "external_id",
    "source",
    "campaign",
    "first_name",
    "last_name",
    "email",
    "phone",
    "job_title",
    "company",
    "website",
    "country",
    "region",
    "city",
    "postal_code",
    "latitude",
    "longitude",
    "industry",
    "products",
    "employees",
    "languages",
    "budget_amount",
    "budget_confirmed",
    "authority",
    "need",
    "need_category",
    "timeline",
    "estimated_value",
    "currency",
    "intent_score",
    "partner_campaign",
    "consent",
    "custom",
    "state",
    "stage",
    "review_reason",
    "received_at",
    "offered_at",
    "accepted_at",
    "closed_at",
    "changed_at",
)


class LeadFields(serializers.ModelSerializer[Lead]):
    """What was posted, normalised, and what became of it."""

    state = serializers.ChoiceField(choices=LeadState.choices, read_only=True)
    stage = serializers.ChoiceField(choices=LeadStage.choices, read_only=True)
    consent = AnyJson(read_only=True, allow_null=True)
    custom = JsonObject(read_only=True)
    duplicate_of = serializers.UUIDField(read_only=True, allow_null=True)

    class Meta:
        model = Lead
        fields: Any = (*LEAD_FIELDS_OUT, "duplicate_of")
        read_only_fields = fields


def lead_fields(lead: Lead) -> dict[str, Any]:
    """The fields of LeadFields."""
    shown = {name: getattr(lead, name) for name in LEAD_FIELDS_OUT}
    return shown | {"duplicate_of": lead.duplicate_of_id}
