"""The local app."""

from django.apps import AppConfig

from prm.platform import alive
from prm.project import checks, metrics

__all__ = ["LocalConfig", "alive", "checks", "metrics"]


class LocalConfig(AppConfig):
    """Local."""

    name = "prm.local"
    label = "local"
