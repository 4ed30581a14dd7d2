"""Sending again: what could not be delivered, and what was delivered as well."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from prm.platform import clock
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint

LATELY: Final = timedelta(days=7)


def given_up_lately() -> QuerySet[OutboxMessage]:
    """Messages of the last seven days that could not be delivered."""
    since = clock.now() - LATELY
    return OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED, created_at__gte=since)


def resendable(messages: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
    """Those of the messages that still have something to say: not those whose lead was erased."""
    return messages.exclude(Q(lead_id__isnull=False) & ~Q(payload__has_key="timestamp"))


@transaction.atomic
def resend(messages: QuerySet[OutboxMessage]) -> int:
    """Make messages due at once, under the same ids, with all attempts before them. Answers how many.

    Of one lead they go to an endpoint in the order in which they were written, and before what waits. An
    endpoint that rests after failures is tried at once.
    """
    ids = list(messages.order_by().values_list("endpoint_id", flat=True).distinct())
    WebhookEndpoint.objects.filter(id__in=ids).update(rests_until_at=None)
    return resendable(messages).update(
        state=OutboxMessage.State.WAITING, attempts=0, next_attempt_at=clock.now(), last_error=""
    )
