"""The latest leads of pools with a guard, from rows."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from prm.platform.tenants.scope import current_vendor_id
from routing.batches.sql import LATEST_OF_POOL
from routing.engine import PartnerTable, Version
from routing.engine.guard import MOST_LEADS, Guard
from routing.engine.window import STRANGER, Window


def guard_windows(partner_table: PartnerTable, version: Version, now: datetime) -> dict[str, Window]:
    """The window of every pool with a guard; nothing is read where there is none."""
    guarded = {key: pool.guard for key, pool in version.pools.items() if pool.guard is not None}
    return {key: _window(partner_table, key, guard, now) for key, guard in guarded.items()}


def _window(partner_table: PartnerTable, pool: str, guard: Guard, now: datetime) -> Window:
    asked: dict[str, Any] = {
        "vendor": current_vendor_id(),
        "pool": pool,
        "since": None if guard.days is None else now - timedelta(days=guard.days),
        "most": (guard.leads or MOST_LEADS) - 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(LATEST_OF_POOL, asked)
        rows = cursor.fetchall()[::-1]
    found = (partner_table.find(partner_id) for partner_id, _ in rows)
    places = [STRANGER if place is None else place for place in found]
    return Window.of(guard, len(partner_table), places, [at for _, at in rows])
