"""Moving credits: always under the desk lock, always summing to zero."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from routing.engine import Roster
from routing.engine.ledger import leaving
from routing.models import PoolCredits
from routing.selectors.credits import credits_by_pool

Changes = Mapping[str, int]


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
    rows = []
    for pool, owed in sorted(pools.items()):
        kept = sorted((partner_id, amount) for partner_id, amount in owed.items() if amount)
        rows.append(
            PoolCredits(
                pool=pool,
                partner_ids=[UUID(partner_id) for partner_id, _ in kept],
                amounts=[amount for _, amount in kept],
                changed_at=now,
            )
        )
    PoolCredits.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["vendor", "pool"],
        update_fields=["partner_ids", "amounts", "changed_at"],
    )


def settle_leavers(roster: Roster, now: datetime) -> None:
    """Share out the credits of partners that no longer exist among the others. The caller holds the desk."""
    for pool, owed in credits_by_pool().items():
        gone = [partner_id for partner_id in sorted(owed) if roster.find(partner_id) is None]
        for partner_id in gone:
            for other, change in leaving(owed, partner_id).items():
                owed[other] = owed.get(other, 0) + change
            owed.pop(partner_id, None)
        if gone:
            write_credits({pool: owed}, now)
