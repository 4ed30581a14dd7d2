"""A partner's API keys."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from rest_framework import serializers

from partners.api.fields import PlainText
from partners.models import Partner
from partners.selectors.find_partner import find_partner
from partners.services.partner_keys import issue_partner_key, revoke_partner_key
from prm.platform.api.audit import Audited
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Input
from prm.platform.api.item import Removes
from prm.platform.api.permissions import ScopeNeeded
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


class PartnerKeysView(Lists, Creates):
    """The keys of one partner."""

    name = "partner_key"
    tag = "Partners"
    audited = Audited("tenants.apikey", AuditAction.ISSUED)
    answer_has_secret = True
    orders = ("created_at", "name")
    takes = KeyInput
    gives = NewKeyOut
    in_list = KeyOut
    located_by = ""
    examples = {"A key": {"name": "Their CRM"}}

    def find(self, partner_id: UUID) -> Partner:
        """The partner."""
        return find_partner(partner_id)

    def rows(self, partner_id: UUID) -> QuerySet[ApiKey]:
        """List a partner's keys."""
        return ApiKey.objects.filter(partner=find_partner(partner_id))

    def create(self, partner_id: UUID) -> dict[str, Any]:
        """Issue a partner's key.

        The key is shown only once. We store only its digest.
        """
        issued = issue_partner_key(
            vendor=self.caller.vendor,
            partner_id=partner_id,
            name=self.given["name"],
            scopes=self._own(self.given.get("scopes")),
        )
        row = issued.row
        return {
            "id": row.id,
            "name": row.name,
            "prefix": row.prefix,
            "scopes": row.scopes,
            "key": issued.text,
        }

    def _own(self, asked: list[str] | None) -> list[str]:
        """The scopes asked for, none of which the caller lacks; by default the caller's."""
        held = self.caller.key.scopes
        for scope in asked or ():
            if not grants(held, scope):
                raise ScopeNeeded(scope)
        return asked or held


class PartnerKeyView(Removes):
    """One key."""

    tag = "Partners"
    operations = {"delete": "partner_key_revoke"}
    audited = Audited("tenants.apikey", AuditAction.REVOKED)

    def remove(self, partner_id: UUID, key_id: UUID) -> None:
        """Revoke a partner's key."""
        revoke_partner_key(partner_id=partner_id, key_id=key_id)
