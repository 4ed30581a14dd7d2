"""The tenants app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from prm.grants import after_migrations
from prm.tenants import any_of


class TenantsConfig(AppConfig):
    """Tenants."""

    name = "prm.tenants"
    label = "tenants"
    verbose_name = _("Vendor")

    def ready(self) -> None:
        """Bulk reads ask for hundreds of values at once."""
        any_of.register()
        post_migrate.connect(after_migrations, sender=self, dispatch_uid="grants")
