"""The outbox app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Outbox."""

    name = "prm.outbox"
    label = "outbox"
