"""The API's app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers what the API shares."""

    name = "prm.platform.api"
    label = "api"
