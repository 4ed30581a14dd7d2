"""The project: settings, tenancy, outbox, and what every app shares."""

from prm.project.celery import app as celery_app

__all__ = ["celery_app"]
