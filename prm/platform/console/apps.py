"""The console app."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Console."""

    name = "prm.platform.console"
    label = "console"
