"""What partners are owed."""

from collections.abc import Collection

from django.db import connection

from prm.tenants.scope import current_vendor_id

Credits = dict[str, dict[str, int]]

# As text: making some thousands of UUID objects takes longer than all the rest.
OWED = "SELECT pool, partner_ids::text[], amounts FROM routing_poolcredits WHERE vendor_id = %s"


def credits_by_pool(pools: Collection[str] | None = None) -> Credits:
    """Pool to partner id to credit, in billionths of a lead; of all pools unless some are named."""
    with connection.cursor() as cursor:
        cursor.execute(OWED, [current_vendor_id()])
        rows = cursor.fetchall()
    return {
        pool: dict(zip(ids, amounts, strict=True))
        for pool, ids, amounts in rows
        if pools is None or pool in pools
    }
