"""What a partner sends when it acts on an offer."""

from typing import Any

from rest_framework import serializers

from leads.models import DeclineReason
from prm.platform.api.inputs import Input, Text
from routing.offers.models import WorkStatus
from routing.offers.services.update_offer import FIRST_ACTIONS, RESULTS

OWN_WORDS = "other"


class DeclineInput(Input):
    """Why the partner declines."""

    reason = Text(
        max_length=2000,
        required=False,
        default=OWN_WORDS,
        help_text="A slug from `GET /decline-reasons/`, or your own words. The default is `other`.",
    )
    note = Text(max_length=2000, required=False, default="", allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Own words are the note, under the reason `other`."""
        known = DeclineReason.objects.filter(slug=attrs["reason"], is_active=True).exists()
        if known or attrs["reason"] == OWN_WORDS:
            return attrs
        words = "\n".join(part for part in (attrs["reason"], attrs["note"]) if part)
        return {"reason": OWN_WORDS, "note": words[:2000]}


class UpdateInput(Input):
    """What has happened. Fields that are left out stay as they are. Empty text or null clears a field."""

    status = serializers.ChoiceField(choices=WorkStatus.choices, required=False)
    note = Text(max_length=5000, required=False, help_text="Added to the lead's notes.")
    first_action = serializers.ChoiceField(
        choices=FIRST_ACTIONS,
        required=False,
        help_text="How the customer was contacted. The first contact ends the time to first action.",
    )
    result = serializers.ChoiceField(choices=RESULTS, required=False, help_text="The result of the contact.")
    next_action = Text(max_length=200, required=False, allow_blank=True)
    next_action_on = serializers.DateField(required=False, allow_null=True)
    assignee = serializers.UUIDField(
        required=False, allow_null=True, help_text="The membership of a colleague; null for nobody."
    )


class OutcomeInput(Input):
    """How it ended."""

    outcome = serializers.ChoiceField(choices=["won", "lost"])
    value = serializers.DecimalField(
        15, 2, required=False, allow_null=True, default=None, min_value=0, help_text="In the lead's currency."
    )
    reason = Text(max_length=200, required=False, default="", allow_blank=True)


class MoreTimeInput(Input):
    """Why more time is needed, and until when."""

    reason = Text(max_length=2000)
    until_on = serializers.DateField(required=False, allow_null=True, default=None)
