"""What became of each message to a webhook."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from prm.platform.api.action import Acts
from prm.platform.api.audit import Audited
from prm.platform.api.calls import refuses
from prm.platform.api.collection import Lists
from prm.platform.api.inputs import Input, Text
from prm.platform.api.item import Reads
from prm.platform.api.json_fields import JsonObject
from prm.platform.errors import NotFound, NotPossible
from prm.platform.outbox.models import DeliveryAttempt, OutboxMessage, WebhookEndpoint
from prm.platform.outbox.resend import resend
from prm.platform.outbox.save_endpoint import find_endpoint
from prm.platform.outbox.send_webhooks import body_of
from prm.platform.tenants.audit_action import AuditAction

MOST_AT_ONCE = 500


class DeliveryFilters(Input):
    """What a list of deliveries can be narrowed by."""

    state = serializers.ChoiceField(choices=OutboxMessage.State.choices, required=False)
    event = Text(max_length=40, required=False)
    lead = serializers.UUIDField(required=False, source="lead_id", help_text="The ID of a lead.")


class ResendInput(Input):
    """Which deliveries to send again."""

    ids = serializers.ListField(
        child=serializers.UUIDField(),
        min_length=1,
        max_length=MOST_AT_ONCE,
        help_text="IDs of deliveries of this webhook, whatever became of them.",
    )


class ResendOut(serializers.Serializer[Any]):
    """How many deliveries are sent again."""

    count = serializers.IntegerField()


class DeliveryOut(serializers.ModelSerializer[OutboxMessage]):
    """One message to a webhook; its `id` is the `webhook-id` of every attempt."""

    state = serializers.ChoiceField(choices=OutboxMessage.State.choices)
    lead = serializers.UUIDField(source="lead_id", allow_null=True)
    payload = JsonObject()

    class Meta:
        model = OutboxMessage
        fields: Any = (
            "id",
            "event",
            "lead",
            "state",
            "attempts",
            "created_at",
            "next_attempt_at",
            "delivered_at",
            "last_error",
            "payload",
        )
        read_only_fields = fields


class AttemptOut(serializers.ModelSerializer[DeliveryAttempt]):
    """One attempt. Without a `status` no answer came; then `error` says why."""

    headers = JsonObject(help_text="The headers of the request.")

    class Meta:
        model = DeliveryAttempt
        fields: Any = ("id", "started_at", "milliseconds", "url", "headers", "status", "answer", "error")
        read_only_fields = fields


class DeliveryWithAttemptsOut(DeliveryOut):
    """One message to a webhook, what is posted for it, and every attempt, oldest first."""

    body = serializers.SerializerMethodField(help_text="The text that is posted.")
    log = AttemptOut(source="tries", many=True)

    class Meta(DeliveryOut.Meta):
        fields = (*DeliveryOut.Meta.fields, "body", "log")

    def get_body(self, message: OutboxMessage) -> str:
        endpoint = message.endpoint
        return body_of(endpoint, message) if endpoint else ""


class DeliveriesView(Lists):
    """The deliveries of one endpoint."""

    name = "webhook_deliveries"
    tag = "Webhooks"
    gives = DeliveryOut
    query = {"get": DeliveryFilters}
    orders = ("created_at",)

    def rows(self, endpoint_id: UUID) -> QuerySet[OutboxMessage]:
        """List a webhook's deliveries.

        Newest first: messages that were delivered, that wait, and that failed, with the reason.
        """
        return deliveries_of(endpoint_id)


class DeliveryView(Reads):
    """One delivery."""

    name = "webhook_delivery"
    tag = "Webhooks"
    gives = DeliveryWithAttemptsOut

    def find(self, endpoint_id: UUID, delivery_id: UUID) -> OutboxMessage:
        """Read a delivery and its log.

        Each attempt with its request, the status, the time taken and the first part of the answer.
        """
        return find_delivery(endpoint_id, delivery_id)


class ResendDeliveriesView(Acts):
    """Many once more."""

    examples = {"One delivery": {"ids": ["0199f1c2-0000-7000-8000-000000000000"]}}
    name = "webhook_deliveries_resend"
    tag = "Webhooks"
    audited = Audited("outbox.webhookendpoint", AuditAction.RETRIED)
    takes = ResendInput
    gives = ResendOut

    def find(self, endpoint_id: UUID) -> WebhookEndpoint:
        """The endpoint."""
        return find_endpoint(endpoint_id)

    def act(self, endpoint_id: UUID) -> dict[str, int]:
        """Send deliveries again.

        Delivered ones, too, under the same IDs. Those of one lead go out in the order in which they
        were written. A delivery whose lead was erased is left out.
        """
        return {"count": resend(deliveries_of(endpoint_id).filter(pk__in=self.given["ids"]))}


class RetryDeliveryView(Acts):
    """Once more."""

    name = "webhook_delivery_retry"
    tag = "Webhooks"
    audited = Audited("outbox.outboxmessage", AuditAction.RETRIED)
    gives = DeliveryOut

    def find(self, endpoint_id: UUID, delivery_id: UUID) -> OutboxMessage:
        """The delivery."""
        return find_delivery(endpoint_id, delivery_id)

    @refuses("erased")
    def act(self, endpoint_id: UUID, delivery_id: UUID) -> OutboxMessage:
        """Send a delivery again.

        Sent within seconds with the same ID, even if it was delivered before. Earlier attempts stay in
        the list.
        """
        if not resend(deliveries_of(endpoint_id).filter(pk=delivery_id)):
            raise NotPossible("The lead of this message was erased.", code="erased")
        return find_delivery(endpoint_id, delivery_id)


def deliveries_of(endpoint_id: UUID) -> QuerySet[OutboxMessage]:
    """The messages to one endpoint. Raises NotFound."""
    return OutboxMessage.objects.filter(endpoint=find_endpoint(endpoint_id))


def find_delivery(endpoint_id: UUID, delivery_id: UUID) -> OutboxMessage:
    """One of them. Raises NotFound."""
    messages = deliveries_of(endpoint_id).select_related("endpoint", "vendor")
    message = messages.filter(pk=delivery_id).first()
    if message is None:
        raise NotFound("There is no such delivery.")
    return message
