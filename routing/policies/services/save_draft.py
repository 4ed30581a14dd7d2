"""Changing drafts."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from prm.platform.actors import Actor
from prm.platform.errors import NotPossible
from routing.locks import lock_policy_version
from routing.models import PolicyState, PolicyVersion
from routing.policies.selectors.policy import document_digest
from routing.policies.services.storable import Document, stored_form


def save_draft(
    *,
    version_id: UUID,
    document: Mapping[str, Any],
    actor: Actor,
    note: str | None = None,
    seen: str | None = None,
    must_be_valid: bool = True,
) -> PolicyVersion:
    """Store another document, and note, in a draft; a submission for approval is taken back.

    `seen` is the `document_digest` of what the editor started from. Raises InvalidInput, NotFound,
    NotPossible (`not_a_draft`, or `changed_meanwhile` when someone else has saved since).
    """
    draft = lock_draft(version_id)
    require_unchanged(draft, seen)
    return put_document(draft, stored_form(document, must_be_valid=must_be_valid), note=note)


def discard_draft(*, version_id: UUID, actor: Actor) -> None:
    """Remove a draft, and the simulations of it. Raises NotFound, NotPossible."""
    lock_draft(version_id).delete()


def lock_draft(version_id: UUID) -> PolicyVersion:
    """The draft, locked. Raises NotFound; NotPossible for a version that was published."""
    version = lock_policy_version(version_id)
    if version.state != PolicyState.DRAFT:
        raise NotPossible(gettext("Only drafts can be changed."), code="not_a_draft")
    return version


def require_unchanged(draft: PolicyVersion, seen: str | None) -> None:
    """Raises NotPossible when the draft is no longer what the editor saw."""
    if seen is not None and seen != document_digest(draft.document):
        message = gettext("Someone else has changed this draft. Reload the page.")
        raise NotPossible(message, code="changed_meanwhile")


def put_document(draft: PolicyVersion, document: Document, *, note: str | None = None) -> PolicyVersion:
    """Write a locked draft."""
    draft.document = document
    draft.note = draft.note if note is None else note.strip()[:2000]
    draft.submitted_by = draft.submitted_at = None
    draft.save(update_fields=["document", "note", "submitted_by", "submitted_at"])
    return draft
