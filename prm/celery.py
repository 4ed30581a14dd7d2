"""The Celery application. Settings: `prm.settings.CELERY`; tasks: `tasks.py` and `policy_tasks.py`.

Worker and beat do not start with unsafe settings or an unsafe database role.
"""

import os

from celery import Celery
from celery.signals import beat_init, worker_init

from prm.checks import exit_if_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prm.settings")

app = Celery("prm")
app.config_from_object("prm.settings:CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="policy_tasks")

worker_init.connect(exit_if_unsafe)
beat_init.connect(exit_if_unsafe)
