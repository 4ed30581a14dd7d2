"""The ledger's job."""

from celery import shared_task
from django.db import connection

from prm.platform import clock
from prm.platform.ledger.seal import seal_vendor
from prm.platform.ledger.sql import UNSEALED_VENDORS


@shared_task(name="ledger.sweep_unsealed")
def sweep_unsealed() -> None:
    """Seal what waits, vendor by vendor; safe to run twice and at once."""
    with connection.cursor() as cursor:
        cursor.execute(UNSEALED_VENDORS, [clock.now()])
        vendors = [row[0] for row in cursor.fetchall()]
    for vendor_id in vendors:
        seal_vendor(vendor_id=vendor_id)
