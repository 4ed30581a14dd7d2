"""Sealing: rows that wait become a link of their vendor's chain."""

from collections.abc import Sequence
from uuid import UUID

from prm.platform import clock
from prm.platform.ledger.digests import BEGINNING, Entry, digest_of_link, row_digests
from prm.platform.ledger.models import Seal, Unsealed
from prm.platform.ledger.sql import SOURCES
from prm.platform.tenants.advisory import try_to_take
from prm.platform.tenants.scope import vendor_scope

MOST_ROWS = 2_000
MOST_SEALS = 50


def seal_vendor(*, vendor_id: UUID) -> int:
    """Seal all that waits, in links of at most MOST_ROWS rows; how many rows it was.

    One transaction a link, under a lock of the vendor's chain: of two at once, the second does nothing.
    """
    sealed = 0
    for _ in range(MOST_SEALS):
        with vendor_scope(vendor_id):
            done = _seal_some(vendor_id) if try_to_take("ledger") else 0
        sealed += done
        if done < MOST_ROWS:
            break
    return sealed


def _seal_some(vendor_id: UUID) -> int:
    waiting = list(Unsealed.objects.order_by("id").values_list("source", "id")[:MOST_ROWS])
    if not waiting:
        return 0
    last = Seal.objects.order_by("-number").values_list("number", "digest").first()
    number, previous = (last[0] + 1, last[1]) if last else (1, BEGINNING)
    entries = _entries(waiting)
    Seal.objects.create(
        number=number,
        sealed_at=clock.now(),
        previous_digest=previous,
        digest=digest_of_link(vendor_id, number, previous, entries),
        sources=[entry.source for entry in entries],
        row_ids=[entry.row_id for entry in entries],
        row_digests=b"".join(entry.digest for entry in entries),
    )
    Unsealed.objects.filter(id__in=[row_id for _, row_id in waiting]).delete()
    return len(waiting)


def _entries(waiting: Sequence[tuple[str, UUID]]) -> list[Entry]:
    """The rows with their digests, in the order of their ids. KeyError for a row that has vanished."""
    found = {
        source: row_digests(source, [row_id for table, row_id in waiting if table == source])
        for source in SOURCES
    }
    return [Entry(source, row_id, found[source][row_id]) for source, row_id in waiting]
