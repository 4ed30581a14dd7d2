"""Signs of life of worker and beat.

For containers and `manage.py up` a process at work touches the file PRM_ALIVE_FILE. For everybody else it
says so in the cache: `who_is_alive`, which `/readyz` shows.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from celery.signals import beat_init, before_task_publish, heartbeat_sent, worker_ready
from django.core.cache import cache
from redis.exceptions import RedisError

VARIABLE: Final = "PRM_ALIVE_FILE"
SECONDS: Final = 15
BEAT: Final = "beat"
QUEUES: Final = ("prm", "background", "asking")
KEY: Final = "alive:{}"
_is_beat = False


def touch(**_: Any) -> None:
    """Note that this process works at this moment."""
    Path(os.environ[VARIABLE]).touch()


def who_is_alive(names: list[str]) -> dict[str, bool]:
    """For each name, a worker's queue or `beat`, whether it gave a sign within the last 15 seconds."""
    found = {}
    with suppress(RedisError):
        found = cache.get_many([KEY.format(name) for name in names])
    return {name: KEY.format(name) in found for name in names}


def _say(name: str) -> None:
    with suppress(RedisError):
        cache.set(KEY.format(name), 1, SECONDS)


def _worker_works(sender: Any = None, **_: Any) -> None:
    """A worker is called by its queue, `prm@machine`; one of any other name serves them all."""
    name = str(getattr(sender, "hostname", sender) or "").partition("@")[0]
    for queue in (name,) if name in QUEUES else QUEUES:
        _say(queue)


def _begin_as_beat(**_: Any) -> None:
    global _is_beat  # noqa: PLW0603
    _is_beat = True
    _say(BEAT)


def _beat_works(**_: Any) -> None:
    """Every process publishes tasks; only beat does it by the clock."""
    if _is_beat:
        _say(BEAT)


worker_ready.connect(_worker_works)
heartbeat_sent.connect(_worker_works)
beat_init.connect(_begin_as_beat)
before_task_publish.connect(_beat_works)
if os.environ.get(VARIABLE):
    worker_ready.connect(touch)  # the worker, once it takes work
    heartbeat_sent.connect(touch)  # and then every two seconds
    before_task_publish.connect(touch)  # beat, at every sweep
