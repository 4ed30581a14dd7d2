"""The outbox's pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu

add_to_menu(
    Entry(Group.INTEGRATIONS, _("Webhooks"), "webhook", "outbox_webhookendpoint_changelist", 20),
    Entry(Group.INTEGRATIONS, _("Outgoing messages"), "outgoing_mail", "outbox_outboxmessage_changelist", 30),
)
