"""What partners are owed."""

from collections.abc import Collection

from routing.models import PoolCredits

Credits = dict[str, dict[str, int]]


def credits_by_pool(pools: Collection[str] | None = None) -> Credits:
    """Pool to partner id to credit, in billionths of a lead; of all pools unless some are named."""
    rows = PoolCredits.objects.all() if pools is None else PoolCredits.objects.filter(pool__in=pools)
    found = rows.values_list("pool", "partner_ids", "amounts")
    return {pool: dict(zip(map(str, ids), amounts, strict=True)) for pool, ids, amounts in found}
