"""A stack of one's own to measure, in a folder that goes away with it."""

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prm.local.ports import free_port
from prm.local.stack import Stack


@contextmanager
def running_stack() -> Iterator[str]:
    """A stack in a folder of its own, and Django in this process on its database; yields the web address."""
    with running() as stack:
        yield stack.url


@contextmanager
def running() -> Iterator[Stack]:
    """As `running_stack`, for who needs its processes."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ.setdefault("PRM_LOG_LEVEL", "WARNING")
        stack = Stack(Path(folder), free_port(), demo=False, web=True, say=lambda line: None)
        watcher = threading.Thread(target=stack.watch, daemon=True)
        try:
            stack.start()
            watcher.start()
            os.environ.update(stack.environment)
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prm.project.settings")
            _set_up_django()
            yield stack
        finally:
            stack.stop_asked.set()
            if watcher.ident is not None:
                watcher.join(30)
            stack.stop()


def _set_up_django() -> None:
    import django  # noqa: PLC0415 - the environment has to be there first

    django.setup()
