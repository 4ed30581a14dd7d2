"""Leads' pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu
from prm.platform.console.settings_index import Line, Section, add_to_settings

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
add_to_settings(
    Line(
        Section.LEADS,
        _("Qualification"),
        _("When a lead is ready for a partner: criteria and points."),
        "qualification",
        10,
    ),
    Line(
        Section.LEADS,
        _("Marks"),
        _("Words of your own that leads carry and rules can ask for."),
        "leads_leadmark_changelist",
        40,
    ),
    Line(
        Section.LEADS,
        _("Decline reasons"),
        _("What partners can choose from when they decline."),
        "leads_declinereason_changelist",
        50,
    ),
    Line(
        Section.LEADS,
        _("Strategic accounts"),
        _("Companies whose leads go to one partner or to a person."),
        "leads_strategicaccount_changelist",
        60,
    ),
    Line(
        Section.LEADS,
        _("Exchange rates"),
        _("How values in other currencies are counted."),
        "leads_exchangerate_changelist",
        70,
    ),
    Line(
        Section.LEADS,
        _("Unlisted names"),
        _("Names of industries and products that your lists lack."),
        "leads_alias_changelist",
        80,
    ),
    Line(Section.CONNECTIONS, _("Web forms"), _("Forms for your site that bring leads."), "web_forms", 10),
    Line(
        Section.CONNECTIONS,
        _("Inbound webhooks"),
        _("Leads from systems that post in their own shape."),
        "inbound",
        20,
    ),
    Line(
        Section.CONNECTIONS, _("Enrichment"), _("What is filled in when a lead lacks it."), "enrichment", 30
    ),
)
