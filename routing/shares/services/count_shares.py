"""Counting who was entitled to what, received what and missed what, a day at a time."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from prm.platform.ids import new_id
from prm.platform.tenants.scope import vendor_scope
from routing.locks import try_lock_shares
from routing.misses.selectors.count_misses import count_misses
from routing.misses.services.add_misses import add_misses
from routing.models import ShareDay, UncountedDecision
from routing.shares.selectors.share_count import Count, count_decisions

BATCH: Final = 2_000


def count_shares(*, vendor_id: UUID, limit: int = BATCH) -> int:
    """Add up to `limit` uncounted decisions to the days they belong to; how many it was.

    One transaction, one worker a vendor: each decision is counted exactly once, whatever is killed when.
    """
    with vendor_scope(vendor_id):
        if not try_lock_shares():
            return 0
        waiting = list(UncountedDecision.objects.order_by("id").values_list("id", flat=True)[:limit])
        if waiting:
            _add(count_decisions(waiting))
            add_misses(count_misses(waiting))
            UncountedDecision.objects.filter(id__in=waiting).delete()
        return len(waiting)


def _add(counted: Mapping[tuple[str, date], Count]) -> None:
    days = {day for _, day in counted}
    kept = {(row.pool, row.day): row for row in ShareDay.objects.filter(day__in=days)}
    rows = [_summed(key, kept.get(key), count) for key, count in sorted(counted.items())]
    ShareDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["vendor", "day", "pool"],
        update_fields=["decisions", "partner_ids", "entitled", "received", "contests"],
    )


def _summed(key: tuple[str, date], kept: ShareDay | None, count: Count) -> ShareDay:
    lines = {partner_id: list(line) for partner_id, line in count.lines.items()}
    if kept is not None:
        columns = (kept.partner_ids, kept.entitled, kept.received, kept.contests)
        for partner_id, *figures in zip(*columns, strict=True):
            line = lines.setdefault(str(partner_id), [0, 0, 0])
            lines[str(partner_id)] = [old + new for old, new in zip(figures, line, strict=True)]
    ids = sorted(lines)
    pool, day = key
    return ShareDay(
        id=kept.id if kept else new_id(),
        pool=pool,
        day=day,
        decisions=count.decisions + (kept.decisions if kept else 0),
        partner_ids=[UUID(partner_id) for partner_id in ids],
        entitled=[lines[partner_id][0] for partner_id in ids],
        received=[lines[partner_id][1] for partner_id in ids],
        contests=[lines[partner_id][2] for partner_id in ids],
    )
