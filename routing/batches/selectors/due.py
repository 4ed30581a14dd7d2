"""Which vendors have work due: asked across vendors, answered with ids only."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from routing.batches.sql import (
    ACTIVE,
    VENDORS_WITH_LEADS,
    VENDORS_WITH_REPORTS,
    VENDORS_WITH_SHARES,
    VENDORS_WITH_SIMULATIONS,
    VENDORS_WITH_TIMERS,
)


def vendors_with_waiting_leads(moment: datetime) -> list[UUID]:
    """Vendors with new leads."""
    return _ask(VENDORS_WITH_LEADS, moment)


def vendors_with_due_timers(moment: datetime) -> list[UUID]:
    """Vendors with timers whose instant has come."""
    return _ask(VENDORS_WITH_TIMERS, moment)


def vendors_with_uncounted_shares(moment: datetime) -> list[UUID]:
    """Vendors with decisions that no share counts yet."""
    return _ask(VENDORS_WITH_SHARES, moment)


def vendors_with_simulations(moment: datetime) -> list[UUID]:
    """Vendors with simulations asked for by then that have not ended."""
    return _ask(VENDORS_WITH_SIMULATIONS, moment)


def _ask(query: str, moment: datetime) -> list[UUID]:
    """Without the vendors that the operator has suspended: their work waits."""
    with connection.cursor() as cursor:
        cursor.execute(ACTIVE.format(vendors=query), [moment])
        return [row[0] for row in cursor.fetchall()]


def vendors_with_due_reports(moment: datetime) -> list[UUID]:
    """Vendors with a weekly report to mail at this instant."""
    return _ask(VENDORS_WITH_REPORTS, moment)
