"""Drafts that somebody has submitted."""

from django.db.models import QuerySet

from routing.models import PolicyState, PolicyVersion


def drafts_to_approve() -> QuerySet[PolicyVersion]:
    """Drafts that wait for somebody else than their author to publish them."""
    return PolicyVersion.objects.filter(state=PolicyState.DRAFT, submitted_at__isnull=False)
