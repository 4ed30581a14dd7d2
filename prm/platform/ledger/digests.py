"""What of a row is hashed, and how. Changing either breaks every chain: add a source, never alter one."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from prm.platform.ledger.sql import ROW_DIGESTS
from prm.platform.tenants.scope import current_vendor_id

BEGINNING = "0" * 64
DIGEST_BYTES = 32


@dataclass(frozen=True)
class Entry:
    """One sealed row."""

    source: str
    row_id: UUID
    digest: bytes


def row_digests(source: str, row_ids: Collection[UUID]) -> dict[UUID, bytes]:
    """SHA-256 of each row as it is now; a row that is not there is left out."""
    parameters: list[Any] = [current_vendor_id(), list(row_ids)]
    with connection.cursor() as cursor:
        cursor.execute(ROW_DIGESTS[source], parameters)
        return {row_id: bytes(digest) for row_id, digest in cursor.fetchall()}


def digest_of_link(vendor_id: UUID, number: int, previous: str, entries: Iterable[Entry]) -> str:
    """SHA-256 over the link before, this link's number, and every row's table, id and digest, hexadecimal."""
    whole = hashlib.sha256(f"{vendor_id}\n{number}\n{previous}\n".encode())
    for entry in entries:
        whole.update(f"{entry.source} {entry.row_id} {entry.digest.hex()}\n".encode())
    return whole.hexdigest()
