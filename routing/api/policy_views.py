"""The policies calls: versions, drafts, and what can be done with them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from prm.api.pages import page_of
from prm.api.pagination import page
from prm.api.parsers import StrictJsonParser
from prm.api.views import ApiView
from prm.errors import FieldError, InvalidInput
from routing.api import policy_shapes as shapes
from routing.api.decision_shapes import DecisionOut
from routing.engine import POLICY_SCHEMA, errors_of
from routing.models import PolicyVersion
from routing.selectors.policy import policy_version, published_row
from routing.selectors.policy_check import check_version
from routing.selectors.policy_diff import diff_documents
from routing.services.policies.create_draft import create_draft
from routing.services.policies.publish import publish_draft, roll_back, submit_draft
from routing.services.policies.save_draft import discard_draft, save_draft
from routing.services.policies.transfer import export_policy
from routing.services.try_lead import try_lead

TAGS = ["Policies"]
EXAMPLE = {
    "rules": [
        {
            "name": "Security, enterprise",
            "when": {
                "all": [
                    {"field": "products", "op": "includes", "value": "firewall"},
                    {"field": "estimated_value", "op": "gte", "value": 50000},
                ]
            },
            "then": "route",
            "pool": "security",
        },
        {"name": "Everything else", "then": "route", "pool": "regional"},
    ],
    "pools": {
        "security": {
            "partners": {"tiers": ["platinum", "gold", "silver"]},
            "require": ["product_certification", "territory"],
            "method": "tiered",
            "shares": {"platinum": 60, "gold": 25, "silver": 15},
            "fallback": "regional",
        },
        "regional": {"partners": {}, "require": ["territory"], "method": "weighted"},
    },
    "sla": {
        "accept_within": "24h",
        "warn_after": "24h",
        "revoke_after": "48h",
        "max_offers": 5,
        "clock": "wall",
    },
}


class PoliciesView(ApiView):
    """All versions of the policy."""

    parser_classes = (StrictJsonParser, shapes.YamlParser)

    @extend_schema(
        operation_id="policy_list",
        summary="List the versions of the policy",
        description="Newest first, without their documents.",
        tags=TAGS,
        parameters=[shapes.PolicyFilters],
        responses=page_of(shapes.PolicyInListOut),
    )
    def get(self, request: Request) -> Response:
        rows = PolicyVersion.objects.filter(**self.filters(shapes.PolicyFilters)).defer("document")
        found = page(request, rows, by=("number",))
        return Response(found.answer(shapes.PolicyInListOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="policy_create",
        summary="Make a draft from a policy document",
        description="JSON, or YAML as `application/yaml`. Nothing changes until it is published.",
        tags=TAGS,
        request={"application/json": shapes.PolicyInput, "application/yaml": OpenApiTypes.STR},
        responses={201: shapes.PolicyOut},
        examples=[OpenApiExample("A document", value=EXAMPLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        document, note = _document_and_note(self)
        version = create_draft(actor=self.caller.actor, document=document, note=note or "")
        headers = {"Location": f"{request.path}{version.id}/"}
        return Response(shapes.PolicyOut(version).data, status=201, headers=headers)


class PolicyView(ApiView):
    """One version."""

    parser_classes = (StrictJsonParser, shapes.YamlParser)

    @extend_schema(
        operation_id="policy_read", summary="Read a version", tags=TAGS, responses=shapes.PolicyOut
    )
    def get(self, request: Request, version_id: UUID) -> Response:
        return Response(shapes.PolicyOut(policy_version(version_id)).data)

    @extend_schema(
        operation_id="policy_change",
        summary="Change a draft",
        description="409 `not_a_draft` for a version that was published.",
        tags=TAGS,
        request={"application/json": shapes.PolicyInput, "application/yaml": OpenApiTypes.STR},
        responses=shapes.PolicyOut,
    )
    def patch(self, request: Request, version_id: UUID) -> Response:
        document, note = _document_and_note(self)
        if document is None:
            document = policy_version(version_id).document
        version = save_draft(version_id=version_id, document=document, actor=self.caller.actor, note=note)
        return Response(shapes.PolicyOut(version).data)

    @extend_schema(operation_id="policy_discard", summary="Discard a draft", tags=TAGS, responses={204: None})
    def delete(self, request: Request, version_id: UUID) -> Response:
        discard_draft(version_id=version_id, actor=self.caller.actor)
        return Response(status=204)


class SubmitPolicyView(ApiView):
    """Ask for a second person's approval."""

    @extend_schema(
        operation_id="policy_submit",
        summary="Submit a draft for approval",
        tags=TAGS,
        request=shapes.NoteInput,
        responses=shapes.PolicyOut,
    )
    def post(self, request: Request, version_id: UUID) -> Response:
        given = self.read(shapes.NoteInput)
        version = submit_draft(version_id=version_id, actor=self.caller.actor, **given)
        return Response(shapes.PolicyOut(version).data)


class PublishPolicyView(ApiView):
    """Put a draft in force."""

    @extend_schema(
        operation_id="policy_publish",
        summary="Publish a draft",
        description=(
            "Leads already offered keep their terms. 409 `not_a_draft`; where the vendor asks for a second "
            "person's approval, a key cannot give it: 409 `needs_submission`, 403 `needs_second_person`."
        ),
        tags=TAGS,
        request=shapes.NoteInput,
        responses=shapes.PolicyOut,
    )
    def post(self, request: Request, version_id: UUID) -> Response:
        given = self.read(shapes.NoteInput)
        version = publish_draft(version_id=version_id, actor=self.caller.actor, **given)
        return Response(shapes.PolicyOut(version).data)


class RollBackPolicyView(ApiView):
    """Put an earlier version in force again."""

    @extend_schema(
        operation_id="policy_roll_back",
        summary="Roll back to this version",
        description="Publishes a copy of it, which is the answer. 409 `not_retired`.",
        tags=TAGS,
        request=shapes.NoteInput,
        responses=shapes.PolicyOut,
    )
    def post(self, request: Request, version_id: UUID) -> Response:
        given = self.read(shapes.NoteInput)
        version = roll_back(version_id=version_id, actor=self.caller.actor, **given)
        return Response(shapes.PolicyOut(version).data)


class ValidatePolicyView(ApiView):
    """What is wrong with a version."""

    @extend_schema(
        operation_id="policy_validate",
        summary="Validate a version",
        description="By itself, by the vendor's lists, and by today's partners. Nothing is written.",
        tags=TAGS,
        request=shapes.NoteInput,
        responses=shapes.ValidationOut,
    )
    def post(self, request: Request, version_id: UUID) -> Response:
        self.read(shapes.NoteInput)
        problems = check_version(version_id)
        body = {"valid": not errors_of(problems), "problems": problems}
        return Response(shapes.ValidationOut(body).data)


class DiffPolicyView(ApiView):
    """What a version changes."""

    @extend_schema(
        operation_id="policy_diff",
        summary="What a version changes, in words",
        description="Against another version, or else the published one. Nothing is written.",
        tags=TAGS,
        request=shapes.DiffInput,
        responses=shapes.DiffOut,
    )
    def post(self, request: Request, version_id: UUID) -> Response:
        after = policy_version(version_id)
        before = _earlier(self.read(shapes.DiffInput).get("against"))
        changes = diff_documents(before, after.document)
        return Response(shapes.DiffOut({"changes": changes}).data)


class TryLeadView(ApiView):
    """What a version would do with one lead."""

    @extend_schema(
        operation_id="policy_try",
        summary="Try one lead on a version, step by step",
        description="Nothing is written.",
        tags=TAGS,
        request=shapes.TryInput,
        responses=DecisionOut,
    )
    def post(self, request: Request, version_id: UUID) -> Response:
        return Response(try_lead(version_id=version_id, **self.read(shapes.TryInput)).as_dict())


class ExportPolicyView(ApiView):
    """A version as YAML."""

    @extend_schema(
        operation_id="policy_export",
        summary="A version as YAML",
        tags=TAGS,
        responses={(200, "application/yaml"): OpenApiTypes.STR},
    )
    def get(self, request: Request, version_id: UUID) -> HttpResponse:
        return HttpResponse(export_policy(version_id=version_id), content_type="application/yaml")


class PolicySchemaView(ApiView):
    """The JSON Schema of policy documents."""

    authentication_classes = ()
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="policy_schema",
        summary="The JSON Schema of policy documents",
        tags=TAGS,
        auth=[],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        return Response(POLICY_SCHEMA, content_type="application/schema+json")


def _document_and_note(view: ApiView) -> tuple[Any, str | None]:
    """A body is a document, or an object that holds one beside a note; empty, it holds none."""
    body = view.request.data
    if not isinstance(body, dict):
        raise InvalidInput([FieldError("", "invalid_type", "Send a policy document.")])
    if body and not {"document", "note"} & set(body):
        return body, None
    given = view.read(shapes.WrappedPolicyInput)
    return given.get("document"), given.get("note")


def _earlier(version_id: UUID | None) -> dict[str, Any]:
    if version_id is not None:
        return dict(policy_version(version_id).document)
    published = published_row()
    return {} if published is None else dict(published.document)
