"""Imports in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu

add_to_menu(
    Entry(Group.WORK, _("Import"), "upload_file", "imports", 50),
)
