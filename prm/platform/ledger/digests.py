"""What of a row is hashed, and how. Changing either breaks every chain: add a source, never alter one."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from prm.platform.tenants.scope import current_vendor_id

BEGINNING = "0" * 64
DIGEST_BYTES = 32

# Ids, codes, numbers and instants, no personal data: erasing a person leaves these rows as they are.
# Instants are written in UTC, bytes as their own digest, so that no setting of a session changes the text.
# A lead's facts count by their digest, which stays behind where the lead was erased; a salt among them keeps
# anybody from guessing what they were.
FACTS = "coalesce(lead_facts->>'forgotten', encode(sha256(convert_to(lead_facts::text, 'UTF8')), 'hex'))"
SOURCES: dict[str, str] = {
    "leads_leadevent": ("id, lead_id, kind, at AT TIME ZONE 'UTC', actor_kind, actor_id, partner_id, detail"),
    "routing_decision": (
        "id, lead_id, batch_id, position, decided_at AT TIME ZONE 'UTC', outcome, review_reason, rule_name, "
        f"pool, method, partner_id, {FACTS}, encode(sha256(body), 'hex')"
    ),
}


@dataclass(frozen=True)
class Entry:
    """One sealed row."""

    source: str
    row_id: UUID
    digest: bytes


def row_digests(source: str, row_ids: Collection[UUID]) -> dict[UUID, bytes]:
    """SHA-256 of each row as it is now; a row that is not there is left out."""
    statement = (
        f"SELECT id, sha256(convert_to(jsonb_build_array({SOURCES[source]})::text, 'UTF8')) "  # noqa: S608
        f'FROM "{source}" WHERE vendor_id = %s AND id = ANY(%s)'
    )
    parameters: list[Any] = [current_vendor_id(), list(row_ids)]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {row_id: bytes(digest) for row_id, digest in cursor.fetchall()}


def digest_of_link(vendor_id: UUID, number: int, previous: str, entries: Iterable[Entry]) -> str:
    """SHA-256 over the link before, this link's number, and every row's table, id and digest, hexadecimal."""
    whole = hashlib.sha256(f"{vendor_id}\n{number}\n{previous}\n".encode())
    for entry in entries:
        whole.update(f"{entry.source} {entry.row_id} {entry.digest.hex()}\n".encode())
    return whole.hexdigest()
