"""The outbox's pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from prm.platform.console.menu import Entry, Group, add_to_menu
from prm.platform.console.settings_index import Line, Section, add_to_settings

add_to_menu(
    Entry(Group.INTEGRATIONS, _("Webhooks"), "webhook", "outbox_webhookendpoint_changelist", 20),
    Entry(Group.INTEGRATIONS, _("Outgoing messages"), "outgoing_mail", "outbox_outboxmessage_changelist", 30),
)
add_to_settings(
    Line(
        Section.CONNECTIONS,
        _("Webhooks"),
        _("Other systems that are told what happens."),
        "outbox_webhookendpoint_changelist",
        50,
    ),
    Line(
        Section.CONNECTIONS,
        _("Outgoing messages"),
        _("Mails and webhooks: what was sent, what failed, and sending again."),
        "outbox_outboxmessage_changelist",
        55,
    ),
)
