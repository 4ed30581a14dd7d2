"""Routing's jobs. All are safe to run twice and at once, and none is needed for another to be right."""

import logging
import time
from uuid import UUID

from celery import shared_task

from prm.platform import clock
from prm.platform.wake import (
    ask_again,
    note_arrival,
    note_batch,
    send_wake,
    wait_for_company,
    was_asked_again,
)
from routing.batches.selectors.due import vendors_with_due_timers, vendors_with_waiting_leads
from routing.batches.services.route_leads import BATCH_LIMIT, route_if_free
from routing.timers.services.fire_timers import fire_timers

logger = logging.getLogger(__name__)
LONGEST_RUN_SECONDS = 20.0


@shared_task(name="routing.route_vendor")
def route_vendor(vendor_id: str) -> None:
    """Route one vendor's waiting leads, batch after batch, until none is left.

    Where another worker is at it already, that one is asked to look again, and this one is free at once.
    """
    vendor = UUID(vendor_id)
    wait_for_company(vendor)
    note_arrival(vendor)
    until = time.monotonic() + LONGEST_RUN_SECONDS
    while time.monotonic() < until:
        done = _route_or_leave_word(vendor)
        if done is None:
            return
        note_batch(vendor)
        if done < BATCH_LIMIT and not was_asked_again(vendor):
            return
    send_wake(vendor)


@shared_task(name="routing.sweep_waiting_leads")
def sweep_waiting_leads() -> None:
    """Find what lost wake-ups missed: vendors with waiting leads are woken, or routed here without Redis."""
    for vendor_id in vendors_with_waiting_leads(clock.now()):
        if not send_wake(vendor_id):
            route_if_free(vendor_id=vendor_id)


@shared_task(name="routing.sweep_timers")
def sweep_timers() -> None:
    """Act on every timer that is due, vendor by vendor; one vendor's trouble does not hold up the others."""
    for vendor_id in vendors_with_due_timers(clock.now()):
        try:
            fire_timers(vendor_id=vendor_id)
        except Exception:
            logger.exception("timers of vendor %s: will be tried again", vendor_id)


def _route_or_leave_word(vendor_id: UUID) -> int | None:
    """Route a batch; None where somebody else is at it and will look again.

    Word is left before the second try, so that whoever had the routing lock then finds it after letting go.
    """
    done = route_if_free(vendor_id=vendor_id)
    if done is None:
        ask_again(vendor_id)
        done = route_if_free(vendor_id=vendor_id)
    return done
