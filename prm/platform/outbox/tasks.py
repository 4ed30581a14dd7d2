"""Delivery, run by beat."""

from celery import shared_task
from django.core.cache import cache

from prm.platform.outbox.deliver import deliver_due

ONE_AT_A_TIME = "outbox-round"
LONGEST_ROUND_SECONDS = 120


@shared_task(name="outbox.sweep_outbox", expires=10)
def sweep_outbox() -> int:
    """Deliver what is due; returns how many messages were tried.

    One round at a time, so that a slow receiver never takes more than one of the worker's processes. That is
    only thrift: rounds side by side are safe, so losing Redis does no harm.
    """
    if not cache.add(ONE_AT_A_TIME, 1, LONGEST_ROUND_SECONDS):
        return 0
    try:
        return deliver_due()
    finally:
        cache.delete(ONE_AT_A_TIME)
