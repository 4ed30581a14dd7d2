"""A sign of life for containers: worker and beat touch the file PRM_ALIVE_FILE while they do their work."""

import os
from pathlib import Path
from typing import Any

from celery.signals import before_task_publish, heartbeat_sent

VARIABLE = "PRM_ALIVE_FILE"


def touch(**_: Any) -> None:
    """Note that this process works at this moment."""
    Path(os.environ[VARIABLE]).touch()


if os.environ.get(VARIABLE):
    heartbeat_sent.connect(touch)  # the worker, every two seconds
    before_task_publish.connect(touch)  # beat, at every sweep
