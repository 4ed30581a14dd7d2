"""Which CRMs have something to do."""

from typing import NamedTuple
from uuid import UUID

from django.db import connection

from crm.sql import DUE_CONNECTIONS
from prm.platform import clock
from prm.platform.tenants.models import Vendor


class DueConnection(NamedTuple):
    """A connection that does not rest, with records due or changes to look for."""

    vendor_id: UUID
    connection_id: UUID


def due_connections() -> list[DueConnection]:
    """Those of all vendors that are not suspended."""
    with connection.cursor() as cursor:
        cursor.execute(DUE_CONNECTIONS, [clock.now()])
        due = [DueConnection(*row) for row in cursor.fetchall()]
    vendors = Vendor.objects.filter(id__in={one.vendor_id for one in due}, is_active=True)
    active = set(vendors.values_list("id", flat=True)) if due else set()
    return [one for one in due if one.vendor_id in active]
