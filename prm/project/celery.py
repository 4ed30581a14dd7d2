"""The Celery application. Settings: `prm.project.settings.CELERY`; tasks: `tasks.py` and `policy_tasks.py`.

Worker and beat do not start with unsafe settings or an unsafe database role.
"""

import os
import sys
from typing import Any

from celery import Celery
from celery.signals import beat_init, task_postrun, worker_init, worker_process_init
from django.db import connections

from prm.project.checks import exit_if_unsafe
from prm.project.collector import pass_over_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prm.project.settings")

app = Celery("prm")
app.config_from_object("prm.project.settings:CELERY")
# Celery would throw the connection pool away after every task. Kept, its connections are warm: given back
# after a task, looked at when taken again, so that a restarted database is noticed.
app.conf.update(CELERY_DB_REUSE_MAX=sys.maxsize)
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="policy_tasks")

worker_init.connect(exit_if_unsafe)
beat_init.connect(exit_if_unsafe)
worker_process_init.connect(pass_over_what_is_loaded)


@task_postrun.connect
def give_connections_back(**_: Any) -> None:
    """To the pool of this process."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
