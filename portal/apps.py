"""The portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Portal."""

    name = "portal"
