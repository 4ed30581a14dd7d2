"""What the composition does once all apps are loaded."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from prm.project.grants import after_migrations


class ProjectConfig(AppConfig):
    """The project."""

    name = "prm.project"
    label = "project"

    def ready(self) -> None:
        """Have the application's rights follow the list after every migration."""
        post_migrate.connect(after_migrations, sender=self, dispatch_uid="grants")
