"""The admin's own history: who changed which setting of the vendor, kept as append-only `AuditEntry` rows."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from prm.platform.tenants.models import AuditEntry


def note(request: HttpRequest, *, action: str, subject: Model, summary: Mapping[str, Any]) -> AuditEntry:
    """Append one entry about `subject`, in the request's transaction. `summary` must be fit for JSON."""
    return AuditEntry.objects.create(
        user_id=request.user.pk,
        action=action,
        subject=subject._meta.label_lower,
        subject_id=str(subject.pk),
        summary=dict(summary),
    )


def history_of(subject: Model) -> list[AuditEntry]:
    """What was done to this object in the admin, newest first."""
    found = AuditEntry.objects.filter(subject=subject._meta.label_lower, subject_id=str(subject.pk))
    return list(found.select_related("user").order_by("-at")[:200])
