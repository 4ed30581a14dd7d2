"""The tenants app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    """Tenants."""

    name = "prm.tenants"
    label = "tenants"
    verbose_name = _("Vendor")
