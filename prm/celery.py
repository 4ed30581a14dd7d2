"""The Celery application. Settings live in `prm.settings.CELERY`; tasks in each app's `tasks.py`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prm.settings")

app = Celery("prm")
app.config_from_object("prm.settings:CELERY")
app.autodiscover_tasks()
