"""Deals and the vendor's lists about leads in the vendor admin. `routing.admin` adds leads and decisions."""

from leads.admin import aliases, deal, decline_reason, enter_lead, mark, menu, qualification, vendor_tables
from leads.enrichment.admin import pages as enrichment
from leads.inbound.admin import pages as inbound
from leads.web_forms.admin import pages as web_forms

__all__ = [
    "aliases",
    "deal",
    "decline_reason",
    "enrichment",
    "enter_lead",
    "inbound",
    "mark",
    "menu",
    "qualification",
    "vendor_tables",
    "web_forms",
]
