"""What became of each message to a webhook."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.audit import Audited
from prm.platform.api.inputs import Input, Nothing, Text
from prm.platform.api.json_fields import JsonObject
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
from prm.platform.errors import NotFound, NotPossible
from prm.platform.outbox.models import DeliveryAttempt, OutboxMessage
from prm.platform.outbox.resend import resend
from prm.platform.outbox.save_endpoint import find_endpoint
from prm.platform.outbox.send_webhooks import body_of
from prm.platform.tenants.audit_action import AuditAction

TAGS = ["Webhooks"]
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


class DeliveriesView(ApiView):
    """The deliveries of one endpoint."""

    orders = ("created_at",)

    @extend_schema(
        operation_id="webhook_deliveries_list",
        summary="List a webhook's deliveries",
        description=(
            "Newest first: messages that were delivered, that wait, and that failed, with the reason."
        ),
        tags=TAGS,
        parameters=[DeliveryFilters],
        responses=page_of(DeliveryOut),
    )
    def get(self, request: Request, endpoint_id: UUID) -> Response:
        rows = deliveries_of(endpoint_id).filter(**self.filters(DeliveryFilters))
        found = page(request, rows, by=("created_at", "id"))
        return Response(found.answer(DeliveryOut(found.rows, many=True).data))


class DeliveryView(ApiView):
    """One delivery."""

    def find(self, endpoint_id: UUID, delivery_id: UUID) -> None:  # type: ignore[override]
        find_delivery(endpoint_id, delivery_id)

    @extend_schema(
        operation_id="webhook_delivery_read",
        summary="Read a delivery and its log",
        description=(
            "Each attempt with its request, the status, the time taken and the first part of the answer."
        ),
        tags=TAGS,
        responses=DeliveryWithAttemptsOut,
    )
    def get(self, request: Request, endpoint_id: UUID, delivery_id: UUID) -> Response:
        return Response(DeliveryWithAttemptsOut(find_delivery(endpoint_id, delivery_id)).data)


class ResendDeliveriesView(ApiView):
    """Many once more."""

    audited = Audited("outbox.webhookendpoint", AuditAction.RETRIED)

    def find(self, endpoint_id: UUID) -> None:  # type: ignore[override]
        find_endpoint(endpoint_id)

    @extend_schema(
        operation_id="webhook_deliveries_resend",
        summary="Send deliveries again",
        description=(
            "Delivered ones, too, under the same IDs. Those of one lead go out in the order in which they "
            "were written. A delivery whose lead was erased is left out."
        ),
        tags=TAGS,
        request=ResendInput,
        responses=ResendOut,
    )
    def post(self, request: Request, endpoint_id: UUID) -> Response:
        wanted = self.read(ResendInput)["ids"]
        return Response({"count": resend(deliveries_of(endpoint_id).filter(pk__in=wanted))})


class RetryDeliveryView(ApiView):
    """Once more."""

    audited = Audited("outbox.outboxmessage", AuditAction.RETRIED)

    def find(self, endpoint_id: UUID, delivery_id: UUID) -> None:  # type: ignore[override]
        find_delivery(endpoint_id, delivery_id)

    @extend_schema(
        operation_id="webhook_delivery_retry",
        summary="Send a delivery again",
        description=(
            "Sent within seconds with the same ID, even if it was delivered before. Earlier attempts stay in "
            "the list. 409 `erased`."
        ),
        tags=TAGS,
        request=Nothing,
        responses=DeliveryOut,
    )
    def post(self, request: Request, endpoint_id: UUID, delivery_id: UUID) -> Response:
        self.read(Nothing)
        if not resend(deliveries_of(endpoint_id).filter(pk=delivery_id)):
            raise NotPossible("The lead of this message was erased.", code="erased")
        return Response(DeliveryOut(find_delivery(endpoint_id, delivery_id)).data)


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
