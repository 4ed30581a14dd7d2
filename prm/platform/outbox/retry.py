"""Sending again what could not be delivered."""

from django.db.models import QuerySet

from prm.platform import clock
from prm.platform.outbox.models import OutboxMessage


def undelivered() -> QuerySet[OutboxMessage]:
    """Messages that can be sent again without anybody getting them twice."""
    return OutboxMessage.objects.exclude(state=OutboxMessage.State.DELIVERED)


def try_again(messages: QuerySet[OutboxMessage]) -> int:
    """Make messages due at once, with all their attempts before them. Answers how many."""
    return messages.update(
        state=OutboxMessage.State.WAITING, attempts=0, next_attempt_at=clock.now(), last_error=""
    )
