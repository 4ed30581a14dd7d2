"""Deals and the vendor's lists about leads in the vendor admin. `routing.admin` adds leads and decisions."""

from leads.admin import aliases, deal, decline_reason, menu, qualification, vendor_tables
from leads.inbound.admin import pages as inbound

__all__ = ["aliases", "deal", "decline_reason", "inbound", "menu", "qualification", "vendor_tables"]
