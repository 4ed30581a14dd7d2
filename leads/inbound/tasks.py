"""Old payloads go by themselves."""

import logging

from celery import shared_task

from leads.inbound.services.forget_payloads import remove_old_payloads
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope

logger = logging.getLogger(__name__)


@shared_task(name="leads.sweep_payloads")
def sweep_payloads() -> None:
    """Remove the payloads that no source keeps any longer, vendor by vendor. Safe to run twice."""
    for vendor_id in list(Vendor.objects.filter(is_active=True).values_list("id", flat=True)):
        try:
            with vendor_scope(vendor_id):
                remove_old_payloads()
        except Exception:
            logger.exception("payloads of vendor %s: will be tried again", vendor_id)
