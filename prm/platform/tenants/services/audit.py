"""The record of who changed what about a vendor."""

from typing import Any

from django.db.models import Model

from prm.platform.actors import Actor
from prm.platform.tenants.models import ApiKey, AuditEntry


def audit(actor: Actor, action: str, subject: Model, **summary: Any) -> None:
    """Append an entry, in the caller's transaction. `summary` must be fit for JSON."""
    audit_row(actor, action, subject=subject._meta.label_lower, subject_id=str(subject.pk), **summary)


def audit_row(actor: Actor, action: str, *, subject: str, subject_id: str, **summary: Any) -> None:
    """The same for a row by its model's label and its id. An API key is named in the summary."""
    if actor.kind == "key":
        summary["key"] = _key_words(actor)
    AuditEntry.objects.create(
        user_id=actor.user_id,
        action=action,
        subject=subject,
        subject_id=subject_id[:64],
        summary=summary,
    )


def _key_words(actor: Actor) -> str:
    key = ApiKey.objects.filter(pk=actor.id).first() if actor.id else None
    return str(key) if key else str(actor.id)
