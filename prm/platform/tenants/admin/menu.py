"""A vendor's own pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu

add_to_menu(
    Entry(Group.INTEGRATIONS, _("API keys"), "key", "tenants_apikey_changelist", 10, for_admins=True),
    Entry(Group.VENDOR, _("People"), "group", "tenants_membership_changelist", 10, for_admins=True),
    Entry(Group.VENDOR, _("Invitations"), "mail", "tenants_invitation_changelist", 20, for_admins=True),
    Entry(Group.VENDOR, _("Settings"), "settings", "vendor_settings", 30, for_admins=True),
    Entry(Group.VENDOR, _("Audit trail"), "history", "tenants_auditentry_changelist", 40, for_admins=True),
    Entry(Group.VENDOR, _("Proof of decisions"), "verified", "chain", 50, for_admins=True),
)
