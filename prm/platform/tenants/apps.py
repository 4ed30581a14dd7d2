"""The tenants app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from prm.platform.tenants import any_of
from prm.project.grants import after_migrations


class TenantsConfig(AppConfig):
    """Tenants."""

    name = "prm.platform.tenants"
    label = "tenants"
    verbose_name = _("Vendor")

    def ready(self) -> None:
        """Bulk reads ask for hundreds of values at once."""
        any_of.register()
        post_migrate.connect(after_migrations, sender=self, dispatch_uid="grants")
