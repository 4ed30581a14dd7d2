"""Moving credits: always under the desk lock, always summing to zero."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from prm.ids import new_id
from prm.tenants.scope import current_vendor_id
from routing.engine import Roster
from routing.engine.ledger import leaving
from routing.selectors.credits import Credits, credits_by_pool

Changes = Mapping[str, int]

WRITE = """
INSERT INTO routing_poolcredits (id, vendor_id, pool, partner_ids, amounts, changed_at)
VALUES (%s, %s, %s, %s::uuid[], %s::bigint[], %s)
ON CONFLICT (vendor_id, pool) DO UPDATE
SET partner_ids = excluded.partner_ids, amounts = excluded.amounts, changed_at = excluded.changed_at
"""


def change_credits(pool: str, changes: Changes, now: datetime) -> None:
    """Add changes (partner id to billionths of a lead) to a pool's credits. The caller holds the desk."""
    if not changes:
        return
    owed = credits_by_pool([pool]).get(pool, {})
    for partner_id, change in changes.items():
        owed[partner_id] = owed.get(partner_id, 0) + change
    write_credits({pool: owed}, now)


def write_credits(pools: Mapping[str, Mapping[str, int]], now: datetime) -> None:
    """Set the credits of whole pools. The caller holds the desk, and read what was there under it."""
    for pool, owed in sorted(pools.items()):
        kept = sorted((partner_id, amount) for partner_id, amount in owed.items() if amount)
        ids = _array(partner_id for partner_id, _ in kept)
        amounts = _array(str(amount) for _, amount in kept)
        with connection.cursor() as cursor:
            parameters: list[Any] = [new_id(), current_vendor_id(), pool, ids, amounts, now]
            cursor.execute(WRITE, parameters)


def settle_leavers(roster: Roster, now: datetime) -> Credits:
    """Share out the credits of partners that no longer exist among the others; the credits after that.

    The caller holds the desk.
    """
    pools, known = credits_by_pool(), set(roster.ids)
    for pool, owed in pools.items():
        gone = sorted(owed.keys() - known)
        for partner_id in gone:
            for other, change in leaving(owed, partner_id).items():
                owed[other] = owed.get(other, 0) + change
            owed.pop(partner_id, None)
        if gone:
            write_credits({pool: owed}, now)
    return pools


def _array(items: Iterable[str]) -> str:
    """A PostgreSQL array as text: thousands of ids and numbers, which need no quoting one by one."""
    return "{" + ",".join(items) + "}"
