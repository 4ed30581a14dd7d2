"""The CRM's pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu

add_to_menu(Entry(Group.INTEGRATIONS, _("CRM"), "sync_alt", "crm", 15, counter="crm"))
