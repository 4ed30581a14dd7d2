"""Verifying a vendor's chain from its beginning."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from prm.platform.ledger.digests import BEGINNING, DIGEST_BYTES, Entry, digest_of_link, row_digests
from prm.platform.ledger.models import Seal
from prm.platform.ledger.sql import EMPTIED_DECISION, SOURCES, UNKNOWN_ROW
from prm.platform.tenants.scope import vendor_scope


@dataclass(frozen=True)
class Verdict:
    """What verifying found. `trouble` names the first row or link that is not as it was sealed, if any.

    Keep `head` (number and digest of the last link) elsewhere: a chain cut off at its end shows only with it.
    """

    seals: int
    rows: int
    head: str
    trouble: str | None = None


def verify_vendor(*, vendor_id: UUID, head: str | None = None) -> Verdict:
    """Recompute every digest of a vendor's chain. Reads only. With `head`, it must contain that link."""
    with vendor_scope(vendor_id):
        return _verify(vendor_id, head)


def _verify(vendor_id: UUID, head: str | None) -> Verdict:
    seals, rows, previous, heads = 0, 0, BEGINNING, set()
    last = f"0:{BEGINNING}"
    links: QuerySet[Seal] = Seal.objects.order_by("number")
    for seal in links.iterator(chunk_size=50):
        trouble = _trouble_with_link(vendor_id, seal, seals + 1, previous) or _trouble_with_rows(seal)
        if trouble:
            return Verdict(seals, rows, last, trouble)
        seals, rows, previous = seals + 1, rows + len(seal.row_ids), seal.digest
        last = f"{seal.number}:{seal.digest}"
        heads.add(last)
    trouble = _unknown_row(vendor_id) or _emptied_row(vendor_id)
    if trouble is None and head is not None and head not in heads:
        trouble = f"the chain does not contain the link {head}"
    return Verdict(seals, rows, last, trouble)


def _trouble_with_link(vendor_id: UUID, seal: Seal, number: int, previous: str) -> str | None:
    if seal.number != number:
        return f"seal {number} is missing"
    if seal.previous_digest != previous:
        return f"seal {number} does not follow from the one before"
    entries = list(_entries(seal))
    if len(seal.row_digests) != DIGEST_BYTES * len(seal.row_ids) or seal.digest != digest_of_link(
        vendor_id, number, previous, entries
    ):
        return f"seal {number} has been altered"
    return None


def _trouble_with_rows(seal: Seal) -> str | None:
    entries = list(_entries(seal))
    by_source = sorted(entries, key=lambda entry: entry.source)
    now = {
        source: row_digests(source, [entry.row_id for entry in group])
        for source, group in groupby(by_source, key=lambda entry: entry.source)
    }
    for entry in entries:
        digest = now[entry.source].get(entry.row_id)
        if digest != entry.digest:
            what = "removed" if digest is None else "altered"
            return f"{entry.source} {entry.row_id} has been {what} (seal {seal.number})"
    return None


def _entries(seal: Seal) -> Iterator[Entry]:
    digests = bytes(seal.row_digests)
    for place, (source, row_id) in enumerate(zip(seal.sources, seal.row_ids, strict=True)):
        yield Entry(source, row_id, digests[place * DIGEST_BYTES : (place + 1) * DIGEST_BYTES])


def _unknown_row(vendor_id: UUID) -> str | None:
    """A row that was written behind the ledger's back."""
    for source in SOURCES:
        with connection.cursor() as cursor:
            cursor.execute(UNKNOWN_ROW[source], {"vendor": vendor_id})
            found = cursor.fetchone()
        if found:
            return f"{source} {found[0]} was never queued for sealing"
    return None


def _emptied_row(vendor_id: UUID) -> str | None:
    """A decision that has lost its facts, though its lead was not erased."""
    with connection.cursor() as cursor:
        cursor.execute(EMPTIED_DECISION, [vendor_id])
        found = cursor.fetchone()
    return f"routing_decision {found[0]} has been emptied, but its lead is not erased" if found else None
