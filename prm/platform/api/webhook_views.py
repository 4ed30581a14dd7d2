"""The webhooks calls."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from prm.platform.api.action import Acts
from prm.platform.api.audit import Audited
from prm.platform.api.calls import Call
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Flag, Input, Text
from prm.platform.api.item import Changes, Reads, Removes
from prm.platform.outbox.models import WebhookEndpoint
from prm.platform.outbox.save_endpoint import (
    change_endpoint,
    create_endpoint,
    find_endpoint,
    remove_endpoint,
    renew_secret,
)
from prm.platform.tenants.audit_action import AuditAction


class WebhookChange(Input):
    """A change of an endpoint."""

    url = Text(
        max_length=500, required=False, help_text="https, at a public address; port 443 or above 1023."
    )
    shape = serializers.ChoiceField(choices=WebhookEndpoint.Shape.choices, required=False)
    events = serializers.ListField(
        child=Text(max_length=40), required=False, max_length=100, help_text="Empty means all."
    )
    is_active = Flag(required=False)


class WebhookInput(WebhookChange):
    """A new endpoint."""

    url = Text(max_length=500, help_text="https, at a public address; port 443 or above 1023.")
    partner = serializers.UUIDField(
        source="partner_id",
        required=False,
        allow_null=True,
        help_text="A partner's ID. The endpoint then gets only what that partner may see.",
    )


class WebhookOut(serializers.ModelSerializer[WebhookEndpoint]):
    """An endpoint."""

    shape = serializers.ChoiceField(choices=WebhookEndpoint.Shape.choices)
    events = serializers.ListField(child=serializers.CharField())
    partner = serializers.UUIDField(source="partner_id", allow_null=True)

    class Meta:
        model = WebhookEndpoint
        fields: Any = ("id", "url", "shape", "events", "partner", "is_active", "created_at")
        read_only_fields = fields


class WebhookWithSecretOut(WebhookOut):
    """An endpoint, with its secret."""

    class Meta(WebhookOut.Meta):
        fields = (*WebhookOut.Meta.fields, "secret")


class Webhook(Call):
    """What the calls of endpoints share."""

    name = "webhook"
    tag = "Webhooks"
    audited = Audited("outbox.webhookendpoint")
    gives = WebhookOut

    def find(self, endpoint_id: UUID) -> WebhookEndpoint:
        """Read a webhook."""
        return find_endpoint(endpoint_id)


class WebhooksView(Lists, Creates, Webhook):
    """All endpoints."""

    answer_has_secret = True
    orders = ("created_at",)
    takes = WebhookInput
    gives = WebhookWithSecretOut
    in_list = WebhookOut
    examples = {"Offers": {"url": "https://hooks.example.com/leads", "events": ["offer.created", "lead.won"]}}

    def rows(self) -> QuerySet[WebhookEndpoint]:
        """List webhooks."""
        return WebhookEndpoint.objects.filter(membership=None)

    def create(self) -> WebhookEndpoint:
        """Create a webhook.

        Deliveries follow the Standard Webhooks specification: `webhook-id`, `webhook-timestamp`,
        `webhook-signature`. The secret is shown in this answer only.
        """
        return create_endpoint(fields=self.given)


class WebhookView(Reads, Changes, Removes, Webhook):
    """One endpoint."""

    examples = {"Other events": {"events": ["lead.won", "lead.lost"]}}
    takes = WebhookChange

    def change(self, endpoint_id: UUID) -> WebhookEndpoint:
        """Change a webhook."""
        return change_endpoint(endpoint_id=endpoint_id, fields=self.given)

    def remove(self, endpoint_id: UUID) -> None:
        """Remove a webhook."""
        remove_endpoint(endpoint_id=endpoint_id)


class WebhookSecretView(Acts, Webhook):
    """A new secret."""

    name = "webhook_renew_secret"
    audited = Audited("outbox.webhookendpoint", AuditAction.CHANGED)
    answer_has_secret = True
    gives = WebhookWithSecretOut

    def act(self, endpoint_id: UUID) -> WebhookEndpoint:
        """Renew a webhook's secret.

        This answer shows the new secret. Messages are signed with it from now on, and for 24 hours
        with the old secret as well, so that you can switch without losing a message.
        """
        return renew_secret(endpoint_id=endpoint_id)
