"""The outbox app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    """Outbox."""

    name = "prm.platform.outbox"
    label = "outbox"
    verbose_name = _("Outside")
