"""Policy versions of the vendor in scope."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from prm.platform.errors import NotFound
from routing.models import PolicyState, PolicyVersion


def policy_version(version_id: UUID) -> PolicyVersion:
    """One version. Raises NotFound, also for another vendor's."""
    version = PolicyVersion.objects.filter(id=version_id).first()
    if version is None:
        raise NotFound(gettext("There is no such policy version."))
    return version


def version_numbered(number: int) -> PolicyVersion:
    """The version with this number. Raises NotFound."""
    version = PolicyVersion.objects.filter(number=number).first()
    if version is None:
        raise NotFound(gettext("There is no policy version %(number)s.") % {"number": number})
    return version


def published_row() -> PolicyVersion | None:
    """The version in force, or None."""
    return PolicyVersion.objects.filter(state=PolicyState.PUBLISHED).first()


def document_digest(document: Mapping[str, Any]) -> str:
    """A mark of a document's content, for editors to tell whether it has changed meanwhile."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
