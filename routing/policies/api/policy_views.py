"""The policies calls: versions and drafts. What can be done with one is in `policy_actions`."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from prm.platform.api.action import Acts
from prm.platform.api.audit import Audited
from prm.platform.api.calls import Call, refuses
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.item import Changes, Reads, Removes
from prm.platform.errors import FieldError, InvalidInput
from routing.engine import policy_schema
from routing.models import PolicyVersion
from routing.policies.api import policy_shapes as shapes
from routing.policies.selectors.policy import policy_version
from routing.policies.services.create_draft import create_draft
from routing.policies.services.save_draft import discard_draft, save_draft
from routing.policies.services.templates import draft_from_template
from routing.policies.services.transfer import export_policy, write_policy

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
YAML_EXAMPLE = write_policy(EXAMPLE)


JSON_SCHEMA = "application/schema+json"
DOCUMENT = {"application/json": shapes.PolicyInput, "application/yaml": shapes.PolicyInput}


class Policy(Call):
    """What the calls of versions share."""

    name = "policy"
    tag = "Policies"
    audited = Audited("routing.policyversion")
    gives = shapes.PolicyOut

    def find(self, version_id: UUID) -> PolicyVersion:
        """Read a version."""
        return policy_version(version_id)


class WithDocument(Policy):
    """Calls that take a policy document."""

    parser_classes = shapes.DOCUMENT_PARSERS

    def body(self) -> tuple[Any, str | None]:
        """A document and a note: the body is a document, or an object that holds one beside a note."""
        body = self.request.data
        if not isinstance(body, dict):
            raise InvalidInput([FieldError("", "invalid_type", "Send a policy document.")])
        if body and not {"document", "note"} & set(body):
            return body, None
        given = self.read(shapes.WrappedPolicyInput)
        return given.get("document"), given.get("note")


class PoliciesView(Lists, Creates, WithDocument):
    """All versions of the policy."""

    by = ("number",)
    orders = ("number", "created_at")
    query = {"get": shapes.PolicyFilters}
    in_list = shapes.PolicyInListOut
    examples = {"A document": EXAMPLE}
    examples_as = {"application/yaml": {"A document": YAML_EXAMPLE}}
    documented = {"post": {"request": DOCUMENT}}

    def rows(self) -> QuerySet[PolicyVersion]:
        """List the versions of the policy.

        Newest first, without their documents.
        """
        return PolicyVersion.objects.defer("document")

    def create(self) -> PolicyVersion:
        """Create a draft from a policy document.

        JSON, or YAML as `application/yaml`. Nothing changes until it is published.
        """
        document, note = self.given
        return create_draft(actor=self.caller.actor, document=document, note=note or "")


class PolicyTemplateView(Acts, Policy):
    """Templates of policies."""

    name = "policy_from_template"
    takes = shapes.TemplateInput
    status = 201
    examples = {"By tier": {"template": "by_tier"}}

    def act(self) -> PolicyVersion:
        """Create a draft from a template.

        `round_robin`: in turn. `geographic`: the closest territory. `tiered`: 60, 25 and 15 percent
        for the top three tiers. `performance`: by results. `by_tier`: confirmed budgets to the top
        tiers, the mid-market to the second-lowest tier, early inquiries to the lowest. Nothing
        changes until it is published.
        """
        return draft_from_template(name=self.given["template"], actor=self.caller.actor)


class PolicyView(Reads, Changes, Removes, WithDocument):
    """One version."""

    examples = {"A note": {"note": "Smaller shares for Bronze"}}
    operations = {"delete": "policy_discard"}
    examples_as = {"application/yaml": {"A document": YAML_EXAMPLE}}
    documented = {"patch": {"request": DOCUMENT}}

    @refuses("not_a_draft")
    def change(self, version_id: UUID) -> PolicyVersion:
        """Change a draft.

        Not a version that was published.
        """
        document, note = self.given
        if document is None:
            document = policy_version(version_id).document
        return save_draft(version_id=version_id, document=document, actor=self.caller.actor, note=note)

    def remove(self, version_id: UUID) -> None:
        """Discard a draft."""
        discard_draft(version_id=version_id, actor=self.caller.actor)


class ExportPolicyView(Reads, Policy):
    """A version as YAML."""

    operations = {"get": "policy_export"}
    documented = {"get": {"responses": {(200, "application/yaml"): OpenApiTypes.STR}}}

    def find(self, version_id: UUID) -> PolicyVersion:
        """Export a version as YAML."""
        return policy_version(version_id)

    def answer(self, found: PolicyVersion, status: int = 200) -> HttpResponse:
        return HttpResponse(export_policy(version_id=found.id), content_type="application/yaml")


class PolicySchemaView(Reads):
    """The JSON Schema of policy documents."""

    operations = {"get": "policy_schema"}
    tag = "Policies"
    authentication_classes = ()
    permission_classes = [AllowAny]
    documented = {"get": {"auth": [], "responses": {(200, JSON_SCHEMA): OpenApiTypes.OBJECT}}}

    def find(self) -> dict[str, Any]:
        """Read the JSON Schema of policy documents."""
        return policy_schema()

    def answer(self, found: dict[str, Any], status: int = 200) -> Response:
        return Response(found, status, content_type=JSON_SCHEMA)
