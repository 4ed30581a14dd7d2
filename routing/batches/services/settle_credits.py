"""Moving credits: always under the routing lock, always summing to zero."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
from django.db import connection

from prm.platform.arrays import array_text
from prm.platform.ids import new_id
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.selectors.credits import Columns, credits_by_pool, credits_over, members_by_pool
from routing.batches.sql import UPDATE_CREDITS, WRITE_CREDITS
from routing.engine import PartnerTable
from routing.engine.credit import Ints
from routing.engine.credit_changes import leaving
from routing.engine.partner_table import digest_of_ids

Changes = Mapping[str, int]


def change_credits(pool: str, changes: Changes, now: datetime) -> None:
    """Add changes (partner id to billionths of a lead) to a pool's credits. The caller holds the routing
    lock."""
    if not changes:
        return
    owed = members_by_pool([pool]).get(pool, {})
    for partner_id, change in changes.items():
        owed[partner_id] = owed.get(partner_id, 0) + change
    ids = sorted(owed)
    _write(pool, digest_of_ids(ids), ids, [owed[partner_id] for partner_id in ids], now)


def write_credits(partner_table: PartnerTable, columns: Columns, now: datetime) -> None:
    """Set the credits of whole pools. The caller holds the routing lock, and read what was there under it."""
    for pool, column in sorted(columns.items()):
        _write(pool, partner_table.ids_digest, partner_table.ids, column.tolist(), now)


def settle_leavers(partner_table: PartnerTable, now: datetime) -> Columns:
    """Every pool's credits over the partner table, once those of partners that no longer exist are shared
    out.

    The caller holds the routing lock.
    """
    columns = credits_over(partner_table)
    if columns is not None:
        return columns
    write_credits(
        partner_table,
        {pool: _over(partner_table, owed) for pool, owed in _settled(partner_table).items()},
        now,
    )
    return credits_over(partner_table) or {}


def _settled(partner_table: PartnerTable) -> dict[str, dict[str, int]]:
    pools, known = credits_by_pool(), set(partner_table.ids)
    for owed in pools.values():
        for partner_id in sorted(owed.keys() - known):
            for other, change in leaving(owed, partner_id).items():
                owed[other] = owed.get(other, 0) + change
            owed.pop(partner_id, None)
    return pools


def _over(partner_table: PartnerTable, owed: Mapping[str, int]) -> Ints:
    return np.array([owed.get(partner_id, 0) for partner_id in partner_table.ids], dtype=np.int64)


def _write(pool: str, digest: str, ids: Sequence[str], amounts: Sequence[int], now: datetime) -> None:
    vendor_id, written = current_vendor_id(), array_text(amounts)
    with connection.cursor() as cursor:
        cursor.execute(UPDATE_CREDITS, [written, now, vendor_id, pool, digest])
        if not cursor.rowcount:
            cursor.execute(WRITE_CREDITS, [new_id(), vendor_id, pool, digest, array_text(ids), written, now])
