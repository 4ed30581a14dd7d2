"""The tenants app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from prm.platform.tenants import any_of


class TenantsConfig(AppConfig):
    """Tenants."""

    name = "prm.platform.tenants"
    label = "tenants"
    verbose_name = _("Vendor")

    def ready(self) -> None:
        """Bulk reads ask for hundreds of values at once."""
        any_of.register()
