"""Leads' pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu

add_to_menu(
    Entry(Group.WORK, _("Leads"), "inbox", "leads_lead_changelist", 30),
    Entry(
        Group.WORK,
        _("Deal registrations"),
        "handshake",
        "leads_dealregistration_changelist",
        40,
        counter="deals",
    ),
    Entry(Group.POLICY, _("Qualification"), "checklist", "qualification", 20),
    Entry(Group.INTEGRATIONS, _("Inbound webhooks"), "input", "inbound", 10, counter="payloads"),
    Entry(Group.INTEGRATIONS, _("Enrichment"), "auto_fix_high", "enrichment", 12),
    Entry(Group.INTEGRATIONS, _("Web forms"), "dynamic_form", "web_forms", 5),
    Entry(Group.LISTS, _("Unlisted names"), "translate", "leads_alias_changelist", 50, counter="aliases"),
    Entry(Group.LISTS, _("Decline reasons"), "thumb_down", "leads_declinereason_changelist", 60),
    Entry(Group.LISTS, _("Marks"), "sell", "leads_leadmark_changelist", 65),
    Entry(Group.LISTS, _("Strategic accounts"), "star", "leads_strategicaccount_changelist", 70),
    Entry(Group.LISTS, _("Exchange rates"), "currency_exchange", "leads_exchangerate_changelist", 80),
)
