"""What the composition does once all apps are loaded."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from prm.project.grants import after_migrations


class ProjectConfig(AppConfig):
    """The project."""

    name = "prm.project"
    label = "project"

    def ready(self) -> None:
        """Have the application's rights follow the list after every migration."""
        sender = apps.get_app_config("tenants")  # the signal is sent for apps with models only
        post_migrate.connect(after_migrations, sender=sender, dispatch_uid="grants")
