"""The audit trail of one object."""

from django.db.models import Model

from prm.platform.tenants.models import AuditEntry


def history_of(subject: Model) -> list[AuditEntry]:
    """What was done to this object, newest first."""
    found = AuditEntry.objects.filter(subject=subject._meta.label_lower, subject_id=str(subject.pk))
    return list(found.select_related("user").order_by("-at")[:200])
