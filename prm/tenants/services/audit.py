"""The record of who changed what about a vendor's people."""

from typing import Any

from django.db.models import Model

from prm.actors import Actor
from prm.tenants.models import AuditEntry


def audit(actor: Actor, action: str, subject: Model, **summary: Any) -> None:
    """Append an entry, in the caller's transaction. `summary` must be fit for JSON."""
    AuditEntry.objects.create(
        user_id=actor.user_id,
        action=action,
        subject=subject._meta.label_lower,
        subject_id=str(subject.pk),
        summary=summary,
    )
