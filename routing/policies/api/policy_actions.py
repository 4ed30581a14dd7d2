"""What can be done with one version of the policy."""

from typing import Any, ClassVar
from uuid import UUID

from prm.platform.api.action import Acts
from prm.platform.api.audit import Audited
from prm.platform.api.calls import Shape, refuses
from prm.platform.api.inputs import Nothing
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


class PolicyAction(Acts):
    """One act on a version."""

    tag = "Policies"
    takes: ClassVar[Shape] = shapes.NoteInput
    gives: ClassVar[Shape | None] = shapes.PolicyOut

    def find(self, version_id: UUID) -> PolicyVersion:
        """The version."""
        return policy_version(version_id)


class SubmitPolicyView(PolicyAction):
    """Ask for a second person's approval."""

    examples = {"With a note": {"note": "Please check the shares"}}
    name = "policy_submit"
    audited = Audited("routing.policyversion", AuditAction.SUBMITTED)

    def act(self, version_id: UUID) -> PolicyVersion:
        """Submit a draft for approval."""
        return submit_draft(version_id=version_id, actor=self.caller.actor, **self.given)


class PublishPolicyView(PolicyAction):
    """Put a draft in force."""

    examples = {"With a note": {"note": "Agreed with the council"}}
    name = "policy_publish"

    @refuses("needs_second_person", status=403)
    @refuses("not_a_draft", "needs_submission")
    def act(self, version_id: UUID) -> PolicyVersion:
        """Publish a draft.

        Leads already offered keep their terms. If the vendor requires approval by a second person, a key
        cannot give it.
        """
        return publish_draft(version_id=version_id, actor=self.caller.actor, **self.given)


class RollBackPolicyView(PolicyAction):
    """Put an earlier version in force again."""

    examples = {"With a note": {"note": "The new shares starved Bronze"}}
    name = "policy_roll_back"

    @refuses("not_retired")
    def act(self, version_id: UUID) -> PolicyVersion:
        """Roll back to this version.

        Publishes a copy of this version and returns the copy.
        """
        return roll_back(version_id=version_id, actor=self.caller.actor, **self.given)


class ValidatePolicyView(PolicyAction):
    """What is wrong with a version."""

    name = "policy_validate"
    takes = Nothing
    gives = shapes.ValidationOut

    def act(self, version_id: UUID) -> dict[str, Any]:
        """Validate a version.

        Checks the document alone, against the vendor's lists, and against today's partners. Nothing
        is stored.
        """
        problems = check_version(version_id)
        return {"valid": not errors_of(problems), "problems": problems}


class DiffPolicyView(PolicyAction):
    """What a version changes."""

    examples = {"With another version": {"against": "0199f1c2-0000-7000-8000-000000000000"}}
    name = "policy_diff"
    takes = shapes.DiffInput
    gives = shapes.DiffOut

    def act(self, version_id: UUID) -> dict[str, Any]:
        """List what a version changes, in words.

        Compares it with another version, or with the published one. Nothing is stored.
        """
        before = _earlier(self.given.get("against"))
        return {"changes": diff_documents(before, policy_version(version_id).document)}


class TryLeadView(PolicyAction):
    """What a version would do with one lead."""

    examples = {
        "A lead of your own": {"lead": {"country": "US", "region": "US-TX", "estimated_value": 60000}}
    }
    name = "policy_try"
    takes = shapes.TryInput
    gives = DecisionOut

    def act(self, version_id: UUID) -> dict[str, Any]:
        """Try one lead on a version, step by step.

        Nothing is stored.
        """
        return try_lead(version_id=version_id, **self.given).as_dict()

    def show(self, found: dict[str, Any]) -> Any:
        return found


def _earlier(version_id: UUID | None) -> dict[str, Any]:
    if version_id is not None:
        return dict(policy_version(version_id).document)
    published = published_row()
    return {} if published is None else dict(published.document)
