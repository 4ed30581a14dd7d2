"""The local app."""

from django.apps import AppConfig

from prm import checks, metrics

__all__ = ["LocalConfig", "checks", "metrics"]


class LocalConfig(AppConfig):
    """Local."""

    name = "prm.local"
    label = "local"
