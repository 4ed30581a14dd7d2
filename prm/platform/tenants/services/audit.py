"""The record of who changed what about a vendor."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from prm.platform.actors import Actor
from prm.platform.client_address import current_address
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import ApiKey, AuditEntry


@dataclass(frozen=True)
class Subject:
    """A row that something was done to, by its model's label and its id."""

    label: str
    id: str


def audit(actor: Actor, action: AuditAction, subject: Model | Subject, **summary: Any) -> AuditEntry:
    """Append an entry, in the caller's transaction. `summary` must be fit for JSON.

    An API key that acted is named in the summary, and the network address that it was done from.
    """
    if actor.kind == "key":
        summary["key"] = _key_words(actor)
    if address := current_address():
        summary["from"] = address
    about = subject if isinstance(subject, Subject) else Subject(subject._meta.label_lower, str(subject.pk))
    return AuditEntry.objects.create(
        user_id=actor.user_id,
        action=action.value,
        subject=about.label,
        subject_id=about.id[:64],
        summary=summary,
    )


def _key_words(actor: Actor) -> str:
    key = ApiKey.objects.filter(pk=actor.id).first() if actor.id else None
    return str(key) if key else str(actor.id)
