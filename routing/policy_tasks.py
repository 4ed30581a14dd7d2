"""Jobs about policies: simulations, shares, paths, reports, reminders. All can run twice and at once."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from celery import shared_task

from prm.platform import clock
from prm.platform.tenants.models import Vendor
from routing.batches.selectors.due import (
    vendors_with_due_reports,
    vendors_with_simulations,
    vendors_with_uncounted_shares,
)
from routing.paths.services.rebuild_paths import rebuild_paths
from routing.reports.services.report_mails import send_due_reports
from routing.reports.services.watch_concentration import watch_concentration
from routing.review.services.remind_of_review import remind_of_review
from routing.shares.services.count_shares import BATCH, count_shares
from routing.simulation.services.run_simulation import left_lying, run_simulation

logger = logging.getLogger(__name__)
LOST_AFTER: Final = timedelta(seconds=30)


@shared_task(name="routing.run_simulation")
def run_simulation_task(vendor_id: str, simulation_id: str) -> None:
    """Run one simulation."""
    run_simulation(vendor_id=UUID(vendor_id), simulation_id=UUID(simulation_id))


@shared_task(name="routing.sweep_simulations", expires=50)
def sweep_simulations() -> None:
    """Run simulations whose message was lost or whose worker died."""
    for vendor_id in vendors_with_simulations(clock.now() - LOST_AFTER):
        for simulation_id in left_lying(vendor_id=vendor_id, asked_before=clock.now() - LOST_AFTER):
            run_simulation(vendor_id=vendor_id, simulation_id=simulation_id)


@shared_task(name="routing.sweep_shares", expires=20)
def sweep_shares() -> None:
    """Count what has been decided since the last time."""
    for vendor_id in vendors_with_uncounted_shares(clock.now()):
        while count_shares(vendor_id=vendor_id) == BATCH:
            pass


@shared_task(name="routing.rebuild_paths")
def rebuild_paths_task(vendor_id: str | None = None) -> None:
    """Work out what would bring each partner more leads; of every vendor, or of one."""
    for each in [UUID(vendor_id)] if vendor_id else _vendors():
        _quietly_for(each, lambda vendor: rebuild_paths(vendor_id=vendor))


@shared_task(name="routing.remind_of_review")
def remind_of_review_task() -> None:
    """Remind vendors whose policy is due for a review."""
    for each in _vendors():
        _quietly_for(each, lambda vendor: remind_of_review(vendor_id=vendor))


@shared_task(name="routing.send_reports")
def send_reports_task() -> None:
    """Send the weekly reports that are due."""
    for vendor_id in vendors_with_due_reports(clock.now()):
        _quietly_for(vendor_id, lambda vendor: send_due_reports(vendor_id=vendor))


@shared_task(name="routing.watch_concentration")
def watch_concentration_task() -> None:
    """Tell vendors whose leads go to too few partners."""
    for each in _vendors():
        _quietly_for(each, lambda vendor: watch_concentration(vendor_id=vendor))


def _vendors() -> list[UUID]:
    return list(Vendor.objects.filter(is_active=True).values_list("id", flat=True))


def _quietly_for(vendor_id: UUID, work: Callable[[UUID], object]) -> None:
    """One vendor's trouble does not hold up the others."""
    try:
        work(vendor_id)
    except Exception:
        logger.exception("vendor %s: will be tried again", vendor_id)
