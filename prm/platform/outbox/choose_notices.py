"""A member chooses what to hear of, and how."""

from collections.abc import Mapping
from uuid import UUID

from prm.platform.outbox.models import NotificationPreference

Delivery = NotificationPreference.Delivery


def choose_notices(*, membership_id: UUID, choices: Mapping[str, str]) -> None:
    """Keep the choices: event to `at_once`, `digest` or `off`. What is as usual (at once) needs no row."""
    NotificationPreference.objects.filter(membership_id=membership_id, event__in=list(choices)).delete()
    NotificationPreference.objects.bulk_create(
        NotificationPreference(membership_id=membership_id, event=event, delivery=delivery)
        for event, delivery in choices.items()
        if delivery != Delivery.AT_ONCE
    )
