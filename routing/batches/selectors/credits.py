"""What partners are owed."""

from collections.abc import Collection

from django.db import connection

from prm.platform.arrays import numbers_of_text
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.sql import CREDIT_COLUMNS, CREDITS
from routing.engine import PartnerTable
from routing.engine.credit import Ints

Credits = dict[str, dict[str, int]]
Columns = dict[str, Ints]


def credits_by_pool(pools: Collection[str] | None = None) -> Credits:
    """Pool to partner id to credit, in billionths of a lead, zeros left out; all pools, or those named."""
    return {
        pool: {partner_id: amount for partner_id, amount in owed.items() if amount}
        for pool, owed in members_by_pool(pools).items()
    }


def members_by_pool(pools: Collection[str] | None = None) -> Credits:
    """As `credits_by_pool`, with those who are owed nothing."""
    with connection.cursor() as cursor:
        cursor.execute(CREDITS, [current_vendor_id()])
        rows = cursor.fetchall()
    return {
        pool: dict(zip(ids, amounts, strict=True))
        for pool, ids, amounts in rows
        if pools is None or pool in pools
    }


def credits_over(partner_table: PartnerTable) -> Columns | None:
    """Every pool's credits as columns over the partner table; None if any was written for other partners."""
    with connection.cursor() as cursor:
        cursor.execute(CREDIT_COLUMNS, [current_vendor_id()])
        rows = cursor.fetchall()
    if any(digest != partner_table.ids_digest for _, digest, _ in rows):
        return None
    return {pool: numbers_of_text(amounts) for pool, _, amounts in rows}
