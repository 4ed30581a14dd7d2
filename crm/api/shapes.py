"""Records in CRMs as the API shows them."""

from typing import Any

from rest_framework import serializers

from crm.models import CrmConflict, CrmConnection, CrmKind, CrmRecord, RecordState, Why, Winner
from prm.platform.api.inputs import Input

MOST_AT_ONCE = 500


class CrmRecordFilters(Input):
    """What a list of records can be narrowed by."""

    state = serializers.ChoiceField(choices=RecordState.choices, required=False)
    crm = serializers.ChoiceField(choices=CrmKind.choices, required=False)
    lead = serializers.UUIDField(required=False, help_text="The ID of a lead.")
    partner = serializers.UUIDField(required=False, help_text="The ID of a partner.")


class CrmResendInput(Input):
    """Which records to send again."""

    ids = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_AT_ONCE)


class CrmResendOut(serializers.Serializer[Any]):
    """How many records are sent again."""

    count = serializers.IntegerField()


class CrmResolveInput(Input):
    """Whose value stands."""

    winner = serializers.ChoiceField(choices=Winner.choices)


class CrmConnectionOut(serializers.ModelSerializer[CrmConnection]):
    """A connected CRM and whether it works. `missing` names fields of the mapping that it does not have."""

    crm = serializers.ChoiceField(source="kind", choices=CrmKind.choices)
    missing = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = CrmConnection
        fields: Any = (
            "id", "crm", "base_url", "is_active", "last_error", "rests_until_at", "worked_at", "pulled_at",
            "tested_at", "missing", "usage", "created_at",
        )  # fmt: skip
        read_only_fields = fields


class CrmRecordOut(serializers.ModelSerializer[CrmRecord]):
    """A lead or a partner, and its record in a CRM. An account that made no partner has neither."""

    crm = serializers.ChoiceField(source="connection.kind", choices=CrmKind.choices)
    lead = serializers.UUIDField(source="lead_id", allow_null=True)
    partner = serializers.UUIDField(source="partner_id", allow_null=True)
    state = serializers.ChoiceField(choices=RecordState.choices)

    class Meta:
        model = CrmRecord
        fields: Any = (
            "id", "crm", "lead", "partner", "name", "remote_id", "state", "attempts", "next_attempt_at",
            "last_error", "synced_at", "created_at",
        )  # fmt: skip
        read_only_fields = fields


class CrmConflictOut(serializers.ModelSerializer[CrmConflict]):
    """One value that differed. Until it is resolved, `winner` and `why` are empty."""

    winner = serializers.ChoiceField(choices=Winner.choices, allow_blank=True)
    why = serializers.ChoiceField(choices=Why.choices, allow_blank=True)

    class Meta:
        model = CrmConflict
        fields: Any = ("id", "field", "ours", "theirs", "winner", "why", "found_at", "resolved_at")
        read_only_fields = fields


class CrmRecordWithConflictsOut(CrmRecordOut):
    """A record with how its conflicts were resolved, the latest first."""

    conflicts = CrmConflictOut(many=True)

    class Meta(CrmRecordOut.Meta):
        fields = (*CrmRecordOut.Meta.fields, "conflicts")
