"""What became of each message to a webhook."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.inputs import Input, Nothing, Text
from prm.platform.api.json_fields import JsonObject
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
from prm.platform.errors import NotFound, NotPossible
from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.retry import try_again, undelivered
from prm.platform.outbox.save_endpoint import find_endpoint

TAGS = ["Webhooks"]


class DeliveryFilters(Input):
    """What a list of deliveries can be narrowed by."""

    state = serializers.ChoiceField(choices=OutboxMessage.State.choices, required=False)
    event = Text(max_length=40, required=False)


class DeliveryOut(serializers.ModelSerializer[OutboxMessage]):
    """One message to a webhook; its `id` is the `webhook-id` of every attempt."""

    state = serializers.ChoiceField(choices=OutboxMessage.State.choices)
    payload = JsonObject()

    class Meta:
        model = OutboxMessage
        fields: Any = (
            "id",
            "event",
            "state",
            "attempts",
            "created_at",
            "next_attempt_at",
            "delivered_at",
            "last_error",
            "payload",
        )
        read_only_fields = fields


class DeliveriesView(ApiView):
    """The deliveries of one endpoint."""

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


class RetryDeliveryView(ApiView):
    """Once more."""

    def find(self, endpoint_id: UUID, delivery_id: UUID) -> None:  # type: ignore[override]
        find_delivery(endpoint_id, delivery_id)

    @extend_schema(
        operation_id="webhook_delivery_retry",
        summary="Send a delivery again",
        description=(
            "Sent within seconds with the same ID. Earlier attempts stay in the list. 409 `delivered`."
        ),
        tags=TAGS,
        request=Nothing,
        responses=DeliveryOut,
    )
    def post(self, request: Request, endpoint_id: UUID, delivery_id: UUID) -> Response:
        self.read(Nothing)
        if not try_again(undelivered().filter(pk=delivery_id)):
            raise NotPossible("This message has been delivered.", code="delivered")
        return Response(DeliveryOut(find_delivery(endpoint_id, delivery_id)).data)


def deliveries_of(endpoint_id: UUID) -> QuerySet[OutboxMessage]:
    """The messages to one endpoint. Raises NotFound."""
    return OutboxMessage.objects.filter(endpoint=find_endpoint(endpoint_id))


def find_delivery(endpoint_id: UUID, delivery_id: UUID) -> OutboxMessage:
    """One of them. Raises NotFound."""
    message = deliveries_of(endpoint_id).filter(pk=delivery_id).first()
    if message is None:
        raise NotFound("There is no such delivery.")
    return message
