"""The policies calls: versions and drafts. What can be done with one is in `policy_actions`."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.audit import Audited
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
from prm.platform.errors import FieldError, InvalidInput
from routing.engine import policy_schema
from routing.models import PolicyVersion
from routing.policies.api import policy_shapes as shapes
from routing.policies.selectors.policy import policy_version
from routing.policies.services.create_draft import create_draft
from routing.policies.services.save_draft import discard_draft, save_draft
from routing.policies.services.templates import draft_from_template
from routing.policies.services.transfer import export_policy

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

    orders = (
        "number",
        "created_at",
    )

    audited = Audited("routing.policyversion")

    parser_classes = shapes.DOCUMENT_PARSERS

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
        summary="Create a draft from a policy document",
        description="JSON, or YAML as `application/yaml`. Nothing changes until it is published.",
        tags=TAGS,
        request={"application/json": shapes.PolicyInput, "application/yaml": shapes.PolicyInput},
        responses={201: shapes.PolicyOut},
        examples=[OpenApiExample("A document", value=EXAMPLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        document, note = _document_and_note(self)
        version = create_draft(actor=self.caller.actor, document=document, note=note or "")
        headers = {"Location": f"{request.path}{version.id}/"}
        return Response(shapes.PolicyOut(version).data, status=201, headers=headers)


class PolicyTemplateView(ApiView):
    """Templates of policies."""

    audited = Audited("routing.policyversion")

    @extend_schema(
        operation_id="policy_from_template",
        summary="Create a draft from a template",
        description=(
            "`round_robin`: in turn. `geographic`: the closest territory. `tiered`: 60, 25 and 15 percent "
            "for the top three tiers. `performance`: by results. `by_tier`: confirmed budgets to the top "
            "tiers, the mid-market to the second-lowest tier, early inquiries to the lowest. Nothing "
            "changes until it is published."
        ),
        tags=TAGS,
        request=shapes.TemplateInput,
        responses={201: shapes.PolicyOut},
        examples=[OpenApiExample("By tier", value={"template": "by_tier"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        name = self.read(shapes.TemplateInput)["template"]
        version = draft_from_template(name=name, actor=self.caller.actor)
        return Response(shapes.PolicyOut(version).data, status=201)


class PolicyView(ApiView):
    """One version."""

    audited = Audited("routing.policyversion")

    parser_classes = shapes.DOCUMENT_PARSERS

    def find(self, version_id: UUID) -> None:  # type: ignore[override]
        policy_version(version_id)

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
        request={"application/json": shapes.PolicyInput, "application/yaml": shapes.PolicyInput},
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


class ExportPolicyView(ApiView):
    """A version as YAML."""

    @extend_schema(
        operation_id="policy_export",
        summary="Export a version as YAML",
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
        summary="Read the JSON Schema of policy documents",
        tags=TAGS,
        auth=[],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        return Response(policy_schema(), content_type="application/schema+json")


def _document_and_note(view: ApiView) -> tuple[Any, str | None]:
    """A body is a document, or an object that holds one beside a note; empty, it holds none."""
    body = view.request.data
    if not isinstance(body, dict):
        raise InvalidInput([FieldError("", "invalid_type", "Send a policy document.")])
    if body and not {"document", "note"} & set(body):
        return body, None
    given = view.read(shapes.WrappedPolicyInput)
    return given.get("document"), given.get("note")
