"""The CRM's pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu
from prm.platform.console.settings_index import Line, Section, add_to_settings

add_to_menu(Entry(Group.INTEGRATIONS, _("CRM"), "sync_alt", "crm", 15, counter="crm"))
add_to_settings(
    Line(Section.CONNECTIONS, _("CRM"), _("Leads and results, exchanged with your CRM."), "crm", 40),
)
