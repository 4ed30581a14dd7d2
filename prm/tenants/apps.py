"""The tenants app."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Tenants."""

    name = "prm.tenants"
    label = "tenants"
