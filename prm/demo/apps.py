"""The demo app: commands only, no models."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Demo data."""

    name = "prm.demo"
    label = "demo"
