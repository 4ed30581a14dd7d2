"""New leads about which a source can be asked wait for it, for a moment."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from leads.enrichment.selectors.sources import questions_about, working_sources
from leads.models import Lead, LeadState
from prm.platform.hand_over import send_now
from prm.platform.tenants.models import Vendor
from prm.platform.wake import wake_vendor_at

ASK = "leads.ask_sources"


def hold_leads(leads: Sequence[Lead], vendor: Vendor) -> None:
    """Set `route_after_at` of rows that are not stored yet. In the caller's transaction.

    The asking starts after the commit. Routing looks again at that instant, whatever became of the asking.
    """
    if not vendor.has_enrichment_sources:
        return
    sources = working_sources()
    held = [lead for lead in leads if lead.state == LeadState.NEW and questions_about(lead, sources)]
    if not held:
        return
    wait = timedelta(milliseconds=vendor.enrichment_milliseconds)
    for lead in held:
        lead.route_after_at = lead.received_at + wait
    transaction.on_commit(lambda: send_now(ASK, str(vendor.id)), robust=True)
    wake_vendor_at(vendor.id, wait.total_seconds())
