"""The partners app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Partners."""

    name = "partners"
