"""The outbox app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    """Outbox."""

    name = "prm.platform.outbox"
    label = "outbox"
    verbose_name = _("Integrations")

    def ready(self) -> None:
        """Show the outbox's pages in the sidebar."""
        import_module("prm.platform.outbox.menu")
