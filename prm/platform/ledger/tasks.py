"""The ledger's jobs."""

from uuid import UUID

from celery import shared_task
from django.db import connection

from prm.platform import clock
from prm.platform.ledger.check import check_chain
from prm.platform.ledger.seal import seal_vendor
from prm.platform.ledger.sql import UNSEALED_VENDORS
from prm.platform.tenants.models import Vendor


@shared_task(name="ledger.sweep_unsealed")
def sweep_unsealed() -> None:
    """Seal what waits, vendor by vendor; safe to run twice and at once."""
    with connection.cursor() as cursor:
        cursor.execute(UNSEALED_VENDORS, [clock.now()])
        vendors = [row[0] for row in cursor.fetchall()]
    for vendor_id in vendors:
        seal_vendor(vendor_id=vendor_id)


@shared_task(name="ledger.check_chains")
def check_chains() -> None:
    """Verify every vendor's chain, each by a task of its own."""
    for vendor_id in Vendor.objects.filter(is_active=True).values_list("id", flat=True):
        check_chain_of.delay(str(vendor_id))


@shared_task(name="ledger.check_chain_of")
def check_chain_of(vendor_id: str) -> None:
    """Verify one vendor's chain, and keep what was found."""
    check_chain(vendor_id=UUID(vendor_id))
