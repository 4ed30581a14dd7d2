"""A partner's API keys."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from partners.api.fields import PlainText
from partners.selectors.find_partner import find_partner
from partners.services.partner_keys import issue_partner_key, revoke_partner_key
from prm.platform.api.audit import Audited
from prm.platform.api.inputs import Input
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
from prm.platform.tenants.models import ApiKey


class KeyInput(Input):
    """What the key is for."""

    name = PlainText(max_length=100)


class KeyOut(serializers.ModelSerializer[ApiKey]):
    """A key, without its secret."""

    class Meta:
        model = ApiKey
        fields = ("id", "name", "prefix", "created_at", "last_used_on", "revoked_at")


class NewKeyOut(serializers.Serializer[Any]):
    """A new key."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    prefix = serializers.CharField()
    key = serializers.CharField(help_text="Shown this once.")


class PartnerKeysView(ApiView):
    """The keys of one partner."""

    audited = Audited("tenants.apikey", "issued")
    answer_has_secret = True

    def find(self, partner_id: UUID) -> None:  # type: ignore[override]
        find_partner(partner_id)

    @extend_schema(
        operation_id="partner_key_list",
        summary="List a partner's keys",
        tags=["Partners"],
        responses=page_of(KeyOut),
    )
    def get(self, request: Request, partner_id: UUID) -> Response:
        keys = ApiKey.objects.filter(partner=find_partner(partner_id))
        found = page(request, keys, by=("created_at", "id"))
        return Response(found.answer(KeyOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="partner_key_create",
        summary="Issue a partner's key",
        description="The key is shown once; we keep only its digest.",
        tags=["Partners"],
        request=KeyInput,
        responses={201: NewKeyOut},
        examples=[OpenApiExample("A key", value={"name": "Their CRM"}, request_only=True)],
    )
    def post(self, request: Request, partner_id: UUID) -> Response:
        name = self.read(KeyInput)["name"]
        issued = issue_partner_key(vendor=self.caller.vendor, partner_id=partner_id, name=name)
        row = issued.row
        body = {"id": row.id, "name": row.name, "prefix": row.prefix, "key": issued.text}
        return Response(body, status=201)


class PartnerKeyView(ApiView):
    """One key."""

    audited = Audited("tenants.apikey", "revoked")

    @extend_schema(
        operation_id="partner_key_revoke",
        summary="Revoke a partner's key",
        tags=["Partners"],
        responses={204: None},
    )
    def delete(self, request: Request, partner_id: UUID, key_id: UUID) -> Response:
        revoke_partner_key(partner_id=partner_id, key_id=key_id)
        return Response(status=204)
