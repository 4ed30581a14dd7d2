"""Putting a version in force."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext

from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import InvalidInput, NotAllowed, NotPossible
from prm.platform.outbox.tell import tell
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id
from prm.platform.tenants.services.audit import audit
from routing.engine import errors_of
from routing.events.policies import PolicyApprovalAsked, PolicyPublished
from routing.locks import lock_policy_version, lock_routing
from routing.models import PolicyState, PolicyVersion, RoutingLock
from routing.policies.selectors.policy import published_row
from routing.policies.selectors.policy_check import check_document
from routing.policies.selectors.policy_diff import diff_documents
from routing.policies.services.create_draft import new_version
from routing.policies.services.save_draft import lock_draft
from routing.policies.services.storable import as_field_error

REVIEW_EVERY: Final = timedelta(days=90)


def submit_draft(*, version_id: UUID, actor: Actor, note: str = "") -> PolicyVersion:
    """Ask for a second person's approval of a draft. Raises InvalidInput, NotFound, NotPossible."""
    draft = lock_draft(version_id)
    _require_valid(draft)
    draft.note = note.strip()[:2000] or draft.note
    draft.submitted_at, draft.submitted_by_id = clock.now(), actor.user_id
    draft.save(update_fields=["note", "submitted_at", "submitted_by"])
    tell([PolicyApprovalAsked(version=draft, mark=draft.submitted_at.isoformat())])
    return draft


def publish_draft(*, version_id: UUID, actor: Actor, note: str = "") -> PolicyVersion:
    """Put a draft in force and retire the version before it. Leads already offered keep their terms.

    Waits for the routing lock, so that no batch is decided half by one version. Raises InvalidInput for a
    document with errors, NotFound, NotPossible (`not_a_draft`, `needs_submission`), NotAllowed
    (`needs_second_person`).
    """
    routing_lock = lock_routing()
    draft = lock_draft(version_id)
    _require_approval(draft, actor)
    _require_valid(draft)
    draft.note = note.strip()[:2000] or draft.note
    return _put_in_force(draft, routing_lock, actor, AuditAction.PUBLISHED)


def roll_back(*, version_id: UUID, actor: Actor, note: str = "") -> PolicyVersion:
    """Put a copy of an earlier version in force, at once: what was approved once needs no second approval.

    Raises InvalidInput when the earlier document names what no longer exists; NotFound; NotPossible for
    a version that never was in force, or is.
    """
    routing_lock = lock_routing()
    earlier = lock_policy_version(version_id)
    if earlier.state != PolicyState.RETIRED:
        message = gettext("Only a version that was in force before can be rolled back to.")
        raise NotPossible(message, code="not_retired")
    words = gettext("Rolled back to version %(number)s.") % {"number": earlier.number}
    copy = new_version(earlier.document, actor, note or words, based_on=earlier)
    _require_valid(copy)
    return _put_in_force(copy, routing_lock, actor, AuditAction.ROLLED_BACK)


def needs_approval() -> bool:
    """Whether this vendor wants a second person to publish."""
    return Vendor.objects.values_list("publish_needs_approval", flat=True).get(id=current_vendor_id())


def _require_approval(draft: PolicyVersion, actor: Actor) -> None:
    if not needs_approval():
        return
    if draft.submitted_at is None:
        message = gettext("A second person has to approve this draft: submit it first.")
        raise NotPossible(message, code="needs_submission")
    if actor.user_id is None or actor.user_id == draft.submitted_by_id:
        message = gettext("A different person from the one who submitted this draft must publish it.")
        raise NotAllowed(message, code="needs_second_person")


def _require_valid(version: PolicyVersion) -> None:
    errors = errors_of(check_document(version.document))
    if errors:
        raise InvalidInput([as_field_error(problem) for problem in errors])


def _put_in_force(
    version: PolicyVersion, routing_lock: RoutingLock, actor: Actor, action: AuditAction
) -> PolicyVersion:
    """Retire what was in force, publish this, tell the world. The caller holds the routing lock."""
    now, before = clock.now(), published_row()
    if before is not None:
        PolicyVersion.objects.filter(id=before.id).update(state=PolicyState.RETIRED, retired_at=now)
    version.state, version.published_at, version.published_by_id = PolicyState.PUBLISHED, now, actor.user_id
    version.save(update_fields=["state", "published_at", "published_by", "note"])
    routing_lock.review_due_on = (now + REVIEW_EVERY).date()
    routing_lock.save(update_fields=["review_due_on"])
    _note_in_audit(version, before, actor, action)
    tell([PolicyPublished(version=version, mark=str(version.number))])
    return version


def _note_in_audit(
    version: PolicyVersion, before: PolicyVersion | None, actor: Actor, action: AuditAction
) -> None:
    changes = [] if before is None else diff_documents(before.document, version.document)
    words = [change.words for change in changes[:100]]
    audit(actor, action, version, version=version.number, note=version.note, changes=words)
