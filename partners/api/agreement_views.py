"""The distribution policy in words: its versions, and who has signed. People sign, in the portal."""

from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from partners.api.fields import PlainText
from partners.models import Agreement, Signature
from partners.selectors.find_agreement import find_agreement
from partners.services.publish_agreement import publish_agreement
from partners.services.save_agreement import change_agreement, create_agreement, remove_agreement
from prm.platform.api.action import Acts
from prm.platform.api.audit import Audited
from prm.platform.api.calls import Call, Shape, refuses
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Input, Text, Whole
from prm.platform.api.item import Changes, Reads, Removes
from prm.platform.tenants.audit_action import AuditAction

LONGEST_TEXT = 100_000


class AgreementChange(Input):
    """A change of a draft. Of a published version, only the days to sign can change."""

    title = PlainText(max_length=200, required=False)
    body = Text(max_length=LONGEST_TEXT, required=False, help_text="The text that partners read and sign.")
    grace_days = Whole(
        min_value=0,
        max_value=3_650,
        required=False,
        help_text="How long partners keep receiving leads before they have signed.",
    )


class AgreementInput(AgreementChange):
    """A new version, as a draft."""

    title = PlainText(max_length=200)
    body = Text(max_length=LONGEST_TEXT, help_text="The text that partners read and sign.")


class AgreementOut(serializers.ModelSerializer[Agreement]):
    """A version of the rules of engagement. Partners sign the newest published one."""

    class Meta:
        model = Agreement
        fields = ("id", "number", "title", "body", "grace_days", "published_at", "created_at")
        read_only_fields = fields


class SignatureOut(serializers.ModelSerializer[Signature]):
    """Who signed for a partner, when, from where, and the digest of the text that was shown."""

    partner = serializers.UUIDField(source="partner_id")
    address = serializers.CharField(allow_null=True)

    class Meta:
        model = Signature
        fields = ("id", "partner", "signed_name", "signed_at", "address", "text_sha256")
        read_only_fields = fields


class AgreementCall(Call):
    """What the calls of versions share."""

    name = "agreement"
    tag = "Agreements"
    audited = Audited("partners.agreement")
    gives: ClassVar[Shape | None] = AgreementOut

    def find(self, agreement_id: UUID) -> Agreement:
        """Read a version."""
        return find_agreement(agreement_id)


class AgreementsView(Lists, Creates, AgreementCall):
    """All versions."""

    by = ("number", "id")
    orders = ("number", "created_at")
    takes = AgreementInput
    examples = {"A version": {"title": "Rules of engagement", "body": "Call within a day.", "grace_days": 14}}

    def rows(self) -> QuerySet[Agreement]:
        """List the versions of your rules of engagement.

        Newest first.
        """
        return Agreement.objects.all()

    def create(self) -> Agreement:
        """Write a new version.

        A draft: partners see it once it is published.
        """
        return create_agreement(fields=self.given)


class AgreementView(Reads, Changes, Removes, AgreementCall):
    """One version."""

    examples = {"A longer grace": {"grace_days": 21}}
    takes = AgreementChange

    @refuses("already_published")
    def change(self, agreement_id: UUID) -> Agreement:
        """Change a draft."""
        return change_agreement(agreement_id=agreement_id, fields=self.given)

    def remove(self, agreement_id: UUID) -> None:
        """Delete a draft."""
        remove_agreement(agreement_id=agreement_id)


class PublishAgreementView(Acts, AgreementCall):
    """For partners to sign."""

    name = "agreement_publish"
    audited = Audited("partners.agreement", AuditAction.PUBLISHED)

    @refuses("already_published")
    def act(self, agreement_id: UUID) -> Agreement:
        """Publish a version for signing.

        Its text cannot be changed after that. Every partner is asked to sign it. When the days to
        sign are over, only partners who have signed receive leads.
        """
        return publish_agreement(agreement_id=agreement_id, actor=self.caller.actor)


class SignaturesView(Lists, AgreementCall):
    """Who has signed."""

    name = "agreement_signatures"
    gives = SignatureOut
    by = ("signed_at", "id")
    orders = ("signed_at",)

    def rows(self, agreement_id: UUID) -> QuerySet[Signature]:
        """Who has signed a version.

        Newest first.
        """
        return Signature.objects.filter(agreement=find_agreement(agreement_id))
