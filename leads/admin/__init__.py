"""Leads, deals and decline reasons in the vendor admin. `routing.admin` adds offers and decisions."""

from leads.admin import deal, decline_reason

__all__ = ["deal", "decline_reason"]
