"""The distribution policy in words: its versions, and who has signed. People sign, in the portal."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from partners.api.fields import PlainText
from partners.models import Agreement, Signature
from partners.selectors.find_agreement import find_agreement
from partners.services.publish_agreement import publish_agreement
from partners.services.save_agreement import change_agreement, create_agreement, remove_agreement
from prm.platform.api.audit import Audited
from prm.platform.api.inputs import Input, Nothing, Text, Whole
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
from prm.platform.tenants.audit_action import AuditAction

TAGS = ["Agreements"]
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


class AgreementsView(ApiView):
    """All versions."""

    orders = (
        "number",
        "created_at",
    )

    audited = Audited("partners.agreement")

    @extend_schema(
        operation_id="agreement_list",
        summary="List the versions of your rules of engagement",
        description="Newest first.",
        tags=TAGS,
        responses=page_of(AgreementOut),
    )
    def get(self, request: Request) -> Response:
        found = page(request, Agreement.objects.all(), by=("number", "id"))
        return Response(found.answer(AgreementOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="agreement_create",
        summary="Write a new version",
        description="A draft: partners see it once it is published.",
        tags=TAGS,
        request=AgreementInput,
        responses={201: AgreementOut},
        examples=[
            OpenApiExample(
                "A version",
                value={"title": "Rules of engagement", "body": "Call within a day.", "grace_days": 14},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        agreement = create_agreement(fields=self.read(AgreementInput))
        headers = {"Location": f"{request.path}{agreement.id}/"}
        return Response(AgreementOut(agreement).data, status=201, headers=headers)


class OneAgreement(ApiView):
    """What concerns one version."""

    audited = Audited("partners.agreement")

    def find(self, agreement_id: UUID) -> None:  # type: ignore[override]
        find_agreement(agreement_id)


class AgreementView(OneAgreement):
    """One version."""

    @extend_schema(operation_id="agreement_read", summary="Read a version", tags=TAGS, responses=AgreementOut)
    def get(self, request: Request, agreement_id: UUID) -> Response:
        return Response(AgreementOut(find_agreement(agreement_id)).data)

    @extend_schema(
        operation_id="agreement_change",
        summary="Change a draft",
        description="409 `already_published`.",
        tags=TAGS,
        request=AgreementChange,
        responses=AgreementOut,
    )
    def patch(self, request: Request, agreement_id: UUID) -> Response:
        fields: dict[str, Any] = self.read(AgreementChange)
        return Response(AgreementOut(change_agreement(agreement_id=agreement_id, fields=fields)).data)

    @extend_schema(
        operation_id="agreement_remove", summary="Delete a draft", tags=TAGS, responses={204: None}
    )
    def delete(self, request: Request, agreement_id: UUID) -> Response:
        remove_agreement(agreement_id=agreement_id)
        return Response(status=204)


class PublishAgreementView(OneAgreement):
    """For partners to sign."""

    audited = Audited("partners.agreement", AuditAction.PUBLISHED)

    @extend_schema(
        operation_id="agreement_publish",
        summary="Publish a version for signing",
        description=(
            "Its text cannot be changed after that. Every partner is asked to sign it. When the days to "
            "sign are over, only partners who have signed receive leads. 409 `already_published`."
        ),
        tags=TAGS,
        request=Nothing,
        responses=AgreementOut,
    )
    def post(self, request: Request, agreement_id: UUID) -> Response:
        self.read(Nothing)
        published = publish_agreement(agreement_id=agreement_id, actor=self.caller.actor)
        return Response(AgreementOut(published).data)


class SignaturesView(OneAgreement):
    """Who has signed."""

    orders = ("signed_at",)

    @extend_schema(
        operation_id="agreement_signatures_list",
        summary="Who has signed a version",
        description="Newest first.",
        tags=TAGS,
        responses=page_of(SignatureOut),
    )
    def get(self, request: Request, agreement_id: UUID) -> Response:
        rows = Signature.objects.filter(agreement=find_agreement(agreement_id))
        found = page(request, rows, by=("signed_at", "id"))
        return Response(found.answer(SignatureOut(found.rows, many=True).data))
