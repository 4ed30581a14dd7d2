"""A partner's API keys."""

from typing import Any
from uuid import UUID

from django.conf import settings
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
from prm.platform.api.permissions import ScopeNeeded
from prm.platform.api.views import ApiView
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import ApiKey
from prm.platform.tenants.scopes import grants


class KeyInput(Input):
    """What the key is for, and what it may do."""

    name = PlainText(max_length=100)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=sorted(settings.API_SCOPES)),
        required=False,
        allow_empty=False,
        help_text="The default is the scopes of the key that makes the request.",
    )


class KeyOut(serializers.ModelSerializer[ApiKey]):
    """A key, without its secret."""

    class Meta:
        model = ApiKey
        fields = ("id", "name", "prefix", "scopes", "created_at", "last_used_on", "revoked_at")


class NewKeyOut(serializers.Serializer[Any]):
    """A new key."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    prefix = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField(), help_text="`*`: every scope.")
    key = serializers.CharField(help_text="Shown only once.")


class PartnerKeysView(ApiView):
    """The keys of one partner."""

    orders = (
        "created_at",
        "name",
    )

    audited = Audited("tenants.apikey", AuditAction.ISSUED)
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
        description="The key is shown only once. We store only its digest.",
        tags=["Partners"],
        request=KeyInput,
        responses={201: NewKeyOut},
        examples=[OpenApiExample("A key", value={"name": "Their CRM"}, request_only=True)],
    )
    def post(self, request: Request, partner_id: UUID) -> Response:
        given = self.read(KeyInput)
        issued = issue_partner_key(
            vendor=self.caller.vendor,
            partner_id=partner_id,
            name=given["name"],
            scopes=self._own(given.get("scopes")),
        )
        row = issued.row
        shown = {"id": row.id, "name": row.name, "prefix": row.prefix, "scopes": row.scopes}
        return Response(shown | {"key": issued.text}, status=201)

    def _own(self, asked: list[str] | None) -> list[str]:
        """The scopes asked for, none of which the caller lacks; by default the caller's."""
        held = self.caller.key.scopes
        for scope in asked or ():
            if not grants(held, scope):
                raise ScopeNeeded(scope)
        return asked or held


class PartnerKeyView(ApiView):
    """One key."""

    audited = Audited("tenants.apikey", AuditAction.REVOKED)

    @extend_schema(
        operation_id="partner_key_revoke",
        summary="Revoke a partner's key",
        tags=["Partners"],
        responses={204: None},
    )
    def delete(self, request: Request, partner_id: UUID, key_id: UUID) -> Response:
        revoke_partner_key(partner_id=partner_id, key_id=key_id)
        return Response(status=204)
