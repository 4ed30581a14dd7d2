"""The lead fields out: as the schema shows them, and as a plain dict, which is much quicker."""

from typing import Any

from rest_framework import serializers

from leads.api.field_shapes import shapes_out
from leads.fields.catalogue import LEAD, LEAD_FIELDS
from leads.models import Lead, LeadStage, LeadState
from leads.selectors.unread import warnings_of
from prm.platform.api.json_fields import JsonObject
from prm.platform.api.problems import as_json

FIELDS_OF_LIFE = (
    "state", "stage", "score", "score_points", "review_reason", "received_at", "offered_at", "accepted_at",
    "closed_at", "changed_at",
)  # fmt: skip
LEAD_FIELDS_OUT = ("id", *LEAD_FIELDS, *FIELDS_OF_LIFE)


class WarningOut(serializers.Serializer[Any]):
    """A value that could not be read. The field was left empty."""

    field = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()


class FilledInOut(serializers.Serializer[Any]):
    """A value that nobody sent."""

    field = serializers.CharField()
    value = serializers.JSONField()
    provider = serializers.CharField(help_text="`http`: a source of yours. Others work it out offline.")
    source = serializers.CharField(  # type: ignore[assignment]
        help_text="The name of your source, or the field that it follows from."
    )


class LeadFields(serializers.ModelSerializer[Lead]):
    """What was posted, normalised, and what became of it."""

    state = serializers.ChoiceField(choices=LeadState.choices, read_only=True)
    stage = serializers.ChoiceField(choices=LeadStage.choices, read_only=True)
    duplicate_of = serializers.UUIDField(read_only=True, allow_null=True)
    score = serializers.IntegerField(read_only=True, help_text="The sum of its points.")
    score_points = JsonObject(read_only=True, help_text="Points for each criterion that the lead meets.")
    warnings = WarningOut(many=True, read_only=True)
    enrichment = FilledInOut(many=True, read_only=True, help_text="What was filled in, and from where.")

    class Meta:
        model = Lead
        fields: Any = (*LEAD_FIELDS_OUT, "duplicate_of", "warnings", "enrichment")
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        """With the posted fields as the catalogue has them."""
        return {**super().get_fields(), **shapes_out(LEAD, LEAD_FIELDS)}


def lead_fields(lead: Lead) -> dict[str, Any]:
    """The fields of LeadFields."""
    shown = {name: getattr(lead, name) for name in LEAD_FIELDS_OUT}
    warnings = [as_json(warning) for warning in warnings_of(lead)]
    return shown | {"duplicate_of": lead.duplicate_of_id, "warnings": warnings, "enrichment": lead.enrichment}
