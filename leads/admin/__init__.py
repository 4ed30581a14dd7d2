"""Deals and the vendor's lists about leads in the vendor admin. `routing.admin` adds leads and decisions."""

from leads.admin import aliases, deal, decline_reason, menu, qualification, vendor_tables

__all__ = ["aliases", "deal", "decline_reason", "menu", "qualification", "vendor_tables"]
