"""A stack with the demo, for what looks at a running product from outside: pictures and fuzzing."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from prm.local.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 600


@contextmanager
def running_demo(**environment: str) -> Iterator[Mapping[str, Any]]:
    """What `ready.json` of a stack tells: the one that PRM_READY names, or one started for this."""
    if "PRM_READY" in os.environ:
        yield json.loads(Path(os.environ["PRM_READY"]).read_text())
        return
    with tempfile.TemporaryDirectory(prefix="prm-demo-") as folder:
        command = [sys.executable, "manage.py", "up", "--demo", "--port", str(free_port()), "--data", folder]
        child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
        try:
            yield _wait_for(Path(folder) / "ready.json", child)
        finally:
            child.terminate()
            child.wait(timeout=60)


def _wait_for(file: Path, child: "subprocess.Popen[bytes]") -> Mapping[str, Any]:
    """What the file says, once it is there."""
    deadline = monotonic() + PATIENCE_SECONDS
    while not file.exists():
        if child.poll() is not None or monotonic() > deadline:
            raise SystemExit("The stack did not start.")
        sleep(0.2)
    told: Mapping[str, Any] = json.loads(file.read_text())
    return told
