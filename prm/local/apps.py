"""The local app."""

from django.apps import AppConfig


class LocalConfig(AppConfig):
    """Local."""

    name = "prm.local"
    label = "local"
