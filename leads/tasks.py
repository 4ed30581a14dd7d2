"""Jobs about leads and deals. Safe to run twice."""

import logging

from celery import shared_task

from leads.enrichment.tasks import ask_sources
from leads.inbound.tasks import sweep_payloads
from leads.services.decide_deal import expire_deals
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import vendor_scope

__all__ = ["ask_sources", "sweep_deals", "sweep_payloads"]

logger = logging.getLogger(__name__)


@shared_task(name="leads.sweep_deals")
def sweep_deals() -> None:
    """End the protection of claims whose last day has passed, vendor by vendor."""
    for vendor_id in list(Vendor.objects.filter(is_active=True).values_list("id", flat=True)):
        try:
            with vendor_scope(vendor_id):
                expire_deals()
        except Exception:
            logger.exception("deals of vendor %s: will be tried again", vendor_id)
