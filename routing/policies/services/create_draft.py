"""A new draft."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from prm.platform.actors import Actor
from prm.platform.errors import NotPossible
from routing.locks import lock_routing
from routing.models import PolicyVersion
from routing.policies.selectors.policy import published_row
from routing.policies.services.storable import Document, stored_form


def create_draft(
    *, actor: Actor, document: Mapping[str, Any] | None = None, note: str = "", must_be_valid: bool = True
) -> PolicyVersion:
    """Store a new draft: of this document, or a copy of the published version.

    Raises InvalidInput naming everything that is wrong; NotPossible when there is nothing to copy.
    """
    lock_routing()
    published = published_row()
    if document is None:
        return new_version(_copied(published), actor, note, based_on=published)
    return new_version(stored_form(document, must_be_valid=must_be_valid), actor, note, based_on=published)


def new_version(
    document: Document, actor: Actor, note: str, *, based_on: PolicyVersion | None
) -> PolicyVersion:
    """Store a draft under the next number. The caller holds the routing lock."""
    newest = PolicyVersion.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return PolicyVersion.objects.create(
        number=newest + 1,
        document=document,
        note=note.strip()[:2000],
        based_on_number=based_on.number if based_on else None,
        created_by_id=actor.user_id,
    )


def _copied(published: PolicyVersion | None) -> Document:
    if published is None:
        raise NotPossible(gettext("No policy is published that could be copied."), code="nothing_to_copy")
    document: Document = published.document
    return document
