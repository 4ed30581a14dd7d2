"""What can be done with one version of the policy."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.audit import Audited
from prm.platform.api.views import ApiView
from prm.platform.tenants.audit_action import AuditAction
from routing.decisions.api.decision_shapes import DecisionOut
from routing.engine import errors_of
from routing.models import PolicyVersion
from routing.policies.api import policy_shapes as shapes
from routing.policies.selectors.policy import policy_version, published_row
from routing.policies.selectors.policy_check import check_version
from routing.policies.selectors.policy_diff import diff_documents
from routing.policies.services.publish import publish_draft, roll_back, submit_draft
from routing.simulation.services.try_lead import try_lead

TAGS = ["Policies"]


class PolicyAction(ApiView):
    """One act on a version."""

    def find(self, version_id: UUID) -> None:  # type: ignore[override]
        policy_version(version_id)


class NotedAction(PolicyAction):
    """An act that takes a note and answers with the version it leaves."""

    perform: ClassVar[Callable[..., PolicyVersion]]

    def post(self, request: Request, version_id: UUID) -> Response:
        given = self.read(shapes.NoteInput)
        version = type(self).perform(version_id=version_id, actor=self.caller.actor, **given)
        return Response(shapes.PolicyOut(version).data)


def _documented(name: str, summary: str, words: str = "") -> Any:
    return extend_schema_view(
        post=extend_schema(
            operation_id=f"policy_{name}",
            summary=summary,
            description=words,
            tags=TAGS,
            request=shapes.NoteInput,
            responses=shapes.PolicyOut,
        )
    )


@_documented("submit", "Submit a draft for approval")
class SubmitPolicyView(NotedAction):
    """Ask for a second person's approval."""

    audited = Audited("routing.policyversion", AuditAction.SUBMITTED)

    perform = staticmethod(submit_draft)


@_documented(
    "publish",
    "Publish a draft",
    "Leads already offered keep their terms. 409 `not_a_draft`; where the vendor asks for a second "
    "person's approval, a key cannot give it: 409 `needs_submission`, 403 `needs_second_person`.",
)
class PublishPolicyView(NotedAction):
    """Put a draft in force."""

    perform = staticmethod(publish_draft)


@_documented(
    "roll_back",
    "Roll back to this version",
    "Publishes a copy of it, which is the answer. 409 `not_retired`.",
)
class RollBackPolicyView(NotedAction):
    """Put an earlier version in force again."""

    perform = staticmethod(roll_back)


class ValidatePolicyView(PolicyAction):
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


class DiffPolicyView(PolicyAction):
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


class TryLeadView(PolicyAction):
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


def _earlier(version_id: UUID | None) -> dict[str, Any]:
    if version_id is not None:
        return dict(policy_version(version_id).document)
    published = published_row()
    return {} if published is None else dict(published.document)
