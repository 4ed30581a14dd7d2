"""The leads app."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """Leads."""

    name = "leads"
