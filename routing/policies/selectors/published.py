"""The policy in force, compiled."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from prm.platform.tenants.scope import current_vendor_id
from routing.engine import Version, compile_policy
from routing.models import PolicyState, PolicyVersion


@dataclass(frozen=True)
class Published:
    """A version's row and what the engine runs."""

    id: UUID
    version: Version


def published_policy() -> Published | None:
    """The vendor's published version, or None."""
    rows = PolicyVersion.objects.filter(state=PolicyState.PUBLISHED)
    found = rows.values_list("id", "number").first()
    return None if found is None else _compiled(current_vendor_id(), *found)


def compiled_version(row: PolicyVersion) -> Version:
    """Any version, compiled; drafts are compiled anew each time."""
    if row.state == PolicyState.DRAFT:
        return compile_policy(row.document, number=row.number)
    return _compiled(row.vendor_id, row.id, row.number).version


@lru_cache(maxsize=256)
def _compiled(vendor_id: UUID, version_id: UUID, number: int) -> Published:
    """Kept for the life of the process: a version cannot be edited once it has been published."""
    document = PolicyVersion.objects.values_list("document", flat=True).get(id=version_id)
    return Published(version_id, compile_policy(document, number=number))
