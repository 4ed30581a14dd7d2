"""A sign of life for containers and `manage.py up`: worker and beat at work touch the file PRM_ALIVE_FILE."""

import os
from pathlib import Path
from typing import Any

from celery.signals import before_task_publish, heartbeat_sent, worker_ready

VARIABLE = "PRM_ALIVE_FILE"


def touch(**_: Any) -> None:
    """Note that this process works at this moment."""
    Path(os.environ[VARIABLE]).touch()


if os.environ.get(VARIABLE):
    worker_ready.connect(touch)  # the worker, once it takes work
    heartbeat_sent.connect(touch)  # and then every two seconds
    before_task_publish.connect(touch)  # beat, at every sweep
