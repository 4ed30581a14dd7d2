"""The webhooks calls."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.audit import Audited
from prm.platform.api.inputs import Flag, Input, Nothing, Text
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
from prm.platform.outbox.models import WebhookEndpoint
from prm.platform.outbox.save_endpoint import (
    change_endpoint,
    create_endpoint,
    find_endpoint,
    remove_endpoint,
    renew_secret,
)
from prm.platform.tenants.audit_action import AuditAction

TAGS = ["Webhooks"]
HOW = (
    "Deliveries follow the Standard Webhooks specification: `webhook-id`, `webhook-timestamp`, "
    "`webhook-signature`. The secret is shown in this answer only."
)


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


class WebhooksView(ApiView):
    """All endpoints."""

    orders = ("created_at",)

    audited = Audited("outbox.webhookendpoint")
    answer_has_secret = True

    @extend_schema(
        operation_id="webhook_list", summary="List webhooks", tags=TAGS, responses=page_of(WebhookOut)
    )
    def get(self, request: Request) -> Response:
        found = page(request, WebhookEndpoint.objects.filter(membership=None), by=("created_at", "id"))
        return Response(found.answer(WebhookOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="webhook_create",
        summary="Create a webhook",
        description=HOW,
        tags=TAGS,
        request=WebhookInput,
        responses={201: WebhookWithSecretOut},
        examples=[
            OpenApiExample(
                "Offers",
                value={"url": "https://hooks.example.com/leads", "events": ["offer.created", "lead.won"]},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        given = self.read(WebhookInput)
        given["partner_id"] = given.pop("partner", None)
        endpoint = create_endpoint(fields=given)
        headers = {"Location": f"{request.path}{endpoint.id}/"}
        return Response(WebhookWithSecretOut(endpoint).data, status=201, headers=headers)


class WebhookView(ApiView):
    """One endpoint."""

    audited = Audited("outbox.webhookendpoint")

    def find(self, endpoint_id: UUID) -> None:  # type: ignore[override]
        find_endpoint(endpoint_id)

    @extend_schema(operation_id="webhook_read", summary="Read a webhook", tags=TAGS, responses=WebhookOut)
    def get(self, request: Request, endpoint_id: UUID) -> Response:
        return Response(WebhookOut(find_endpoint(endpoint_id)).data)

    @extend_schema(
        operation_id="webhook_change",
        summary="Change a webhook",
        tags=TAGS,
        request=WebhookChange,
        responses=WebhookOut,
    )
    def patch(self, request: Request, endpoint_id: UUID) -> Response:
        endpoint = change_endpoint(endpoint_id=endpoint_id, fields=self.read(WebhookChange))
        return Response(WebhookOut(endpoint).data)

    @extend_schema(
        operation_id="webhook_remove", summary="Remove a webhook", tags=TAGS, responses={204: None}
    )
    def delete(self, request: Request, endpoint_id: UUID) -> Response:
        remove_endpoint(endpoint_id=endpoint_id)
        return Response(status=204)


class WebhookSecretView(ApiView):
    """A new secret."""

    audited = Audited("outbox.webhookendpoint", AuditAction.CHANGED)
    answer_has_secret = True

    def find(self, endpoint_id: UUID) -> None:  # type: ignore[override]
        find_endpoint(endpoint_id)

    @extend_schema(
        operation_id="webhook_renew_secret",
        summary="Renew a webhook's secret",
        description=(
            "This answer shows the new secret. Messages are signed with it from now on, and for 24 hours "
            "with the old secret as well, so that you can switch without losing a message."
        ),
        tags=TAGS,
        request=Nothing,
        responses=WebhookWithSecretOut,
    )
    def post(self, request: Request, endpoint_id: UUID) -> Response:
        self.read(Nothing)
        return Response(WebhookWithSecretOut(renew_secret(endpoint_id=endpoint_id)).data)
