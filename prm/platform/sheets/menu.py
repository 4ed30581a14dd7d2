"""Imports in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu
from prm.platform.console.settings_index import Line, Section, add_to_settings

add_to_menu(
    Entry(Group.WORK, _("Import"), "upload_file", "imports", 50),
)
add_to_settings(
    Line(Section.CONNECTIONS, _("Import"), _("Leads and partners from a spreadsheet."), "imports", 5),
)
