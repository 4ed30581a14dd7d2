"""Jobs about CRMs. Safe to run twice and at once."""

from celery import shared_task
from django.core.cache import cache

from crm.sync.turn import sync_due

ROUND, LONGEST_ROUND_SECONDS = "crm-round", 120


@shared_task(name="crm.sweep", expires=10)
def sweep_crm() -> int:
    """Send what is due and take what changed; returns how many records were touched.

    One round at a time, to be thrifty: rounds side by side are safe.
    """
    if not cache.add(ROUND, 1, LONGEST_ROUND_SECONDS):
        return 0
    try:
        return sync_due()
    finally:
        cache.delete(ROUND)
