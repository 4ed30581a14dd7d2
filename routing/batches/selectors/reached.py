"""Which partners have anybody to hear of an offer: a member, an API key, a webhook (or an e-mail address)."""

from typing import Final
from uuid import UUID

from django.db import connection

from prm.platform.tenants.scope import current_vendor_id

LISTENING: Final = {
    "tenants_membership": "is_active",
    "tenants_apikey": "revoked_at IS NULL",
    "outbox_webhookendpoint": "is_active",
}
_OF_PARTNERS: Final = [
    f"FROM {table} WHERE vendor_id = %s AND partner_id IS NOT NULL AND {is_live}"
    for table, is_live in LISTENING.items()
]
REACHED: Final = " UNION ".join(f"SELECT partner_id {rows}" for rows in _OF_PARTNERS)
"""Each partner with a member, key or webhook of its own; takes the vendor once for each table."""
MARKS_OF_LISTENERS: Final = [
    f"(SELECT count(*) || ':' || coalesce(bit_xor(hashtextextended(id::text, 0)), 0) {rows})"
    for rows in _OF_PARTNERS
]
"""One text a table that changes when a listener comes or goes, and not when a key is used."""


def reached_partners() -> frozenset[UUID]:
    """Ids of the partners with a member, key or webhook; an address of the partner's own counts besides."""
    with connection.cursor() as cursor:
        cursor.execute(REACHED, [current_vendor_id()] * len(LISTENING))
        return frozenset(partner_id for (partner_id,) in cursor.fetchall())
