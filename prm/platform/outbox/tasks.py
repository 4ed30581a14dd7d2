"""Delivery, run by beat: webhooks and mails apart, so that neither waits for the other."""

from collections.abc import Callable

from celery import shared_task
from django.core.cache import cache

from prm.platform.outbox.deliver import deliver_mails
from prm.platform.outbox.turns import deliver_webhooks

WEBHOOK_ROUND, MAIL_ROUND = "outbox-webhooks", "outbox-mails"
LONGEST_ROUND_SECONDS = 120


@shared_task(name="outbox.sweep_webhooks", expires=10)
def sweep_webhooks() -> int:
    """Deliver webhooks that are due; returns how many were tried."""
    return _one_at_a_time(WEBHOOK_ROUND, deliver_webhooks)


@shared_task(name="outbox.sweep_mails", expires=10)
def sweep_mails() -> int:
    """Deliver mails that are due; returns how many were tried."""
    return _one_at_a_time(MAIL_ROUND, deliver_mails)


def _one_at_a_time(name: str, deliver: Callable[[], int]) -> int:
    """One round of a kind at a time, so that it never takes more than one of the worker's processes.

    That is only thrift: rounds side by side are safe, so losing Redis does no harm.
    """
    if not cache.add(name, 1, LONGEST_ROUND_SECONDS):
        return 0
    try:
        return deliver()
    finally:
        cache.delete(name)
