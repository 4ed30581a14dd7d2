"""What partners are owed."""

from collections.abc import Collection

import numpy as np
from django.db import connection

from prm.platform.tenants.scope import current_vendor_id
from routing.engine import PartnerTable
from routing.engine.credit import Ints

Credits = dict[str, dict[str, int]]
Columns = dict[str, Ints]

# As text: making some thousands of UUID objects takes longer than all the rest.
OWED = "SELECT pool, partner_ids::text[], amounts FROM routing_poolcredits WHERE vendor_id = %s"
COLUMNS = "SELECT pool, ids_digest, amounts::text FROM routing_poolcredits WHERE vendor_id = %s"


def credits_by_pool(pools: Collection[str] | None = None) -> Credits:
    """Pool to partner id to credit, in billionths of a lead, zeros left out; all pools, or those named."""
    return {
        pool: {partner_id: amount for partner_id, amount in owed.items() if amount}
        for pool, owed in members_by_pool(pools).items()
    }


def members_by_pool(pools: Collection[str] | None = None) -> Credits:
    """As `credits_by_pool`, with those who are owed nothing."""
    with connection.cursor() as cursor:
        cursor.execute(OWED, [current_vendor_id()])
        rows = cursor.fetchall()
    return {
        pool: dict(zip(ids, amounts, strict=True))
        for pool, ids, amounts in rows
        if pools is None or pool in pools
    }


def credits_over(partner_table: PartnerTable) -> Columns | None:
    """Every pool's credits as columns over the partner table; None if any was written for other partners."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [current_vendor_id()])
        rows = cursor.fetchall()
    if any(digest != partner_table.ids_digest for _, digest, _ in rows):
        return None
    return {pool: np.fromstring(amounts[1:-1], dtype=np.int64, sep=",") for pool, _, amounts in rows}
