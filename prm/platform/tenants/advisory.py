"""Locks by a name of one's choosing, of the vendor in scope, each held until the transaction ends.

For work that no single row stands for. Take them before any row lock.
"""

import hashlib

from django.db import connection

from prm.platform.tenants.scope import current_vendor_id
from prm.platform.tenants.sql import TRY_LOCK, WAIT_FOR_LOCK, WAIT_TO_SHARE_LOCK


def wait_for(name: str) -> None:
    """Hold the lock alone, after whoever has it."""
    _ask(WAIT_FOR_LOCK, name)


def wait_to_share(name: str) -> None:
    """Hold the lock together with others who share it, after whoever has it alone."""
    _ask(WAIT_TO_SHARE_LOCK, name)


def try_to_take(name: str) -> bool:
    """Hold the lock alone; False at once while somebody else has it."""
    return bool(_ask(TRY_LOCK, name))


def _ask(statement: str, name: str) -> object:
    digest = hashlib.sha256(f"{current_vendor_id()}/{name}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(statement, [int.from_bytes(digest[:8], "big", signed=True)])
        return cursor.fetchone()[0]
