"""The partners app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Partners."""

    name = "partners"
    verbose_name = _("Partners")
