"""Which vendors have work due: asked across vendors, answered with ids only."""

from datetime import datetime
from uuid import UUID

from django.db import connection


def vendors_with_waiting_leads(moment: datetime) -> list[UUID]:
    """Vendors with new leads."""
    return _ask("SELECT leads_waiting_vendors(%s)", moment)


def vendors_with_due_timers(moment: datetime) -> list[UUID]:
    """Vendors with timers whose instant has come."""
    return _ask("SELECT timers_due_vendors(%s)", moment)


def vendors_with_uncounted_shares(moment: datetime) -> list[UUID]:
    """Vendors with decisions that no share counts yet."""
    return _ask("SELECT shares_due_vendors(%s)", moment)


def vendors_with_simulations(moment: datetime) -> list[UUID]:
    """Vendors with simulations asked for by then that have not ended."""
    return _ask("SELECT simulations_due_vendors(%s)", moment)


def _ask(query: str, moment: datetime) -> list[UUID]:
    """Without the vendors that the operator has suspended: their work waits."""
    active = f"SELECT id FROM tenants_vendor WHERE is_active AND id IN ({query})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(active, [moment])
        return [row[0] for row in cursor.fetchall()]
