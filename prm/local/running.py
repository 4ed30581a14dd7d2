"""How a command finds the stack that `manage.py up` runs: by the DATA folder, PRM_DATA or `.prm`."""

import logging
import os
from pathlib import Path

from prm.local.commands import REPOSITORY
from prm.local.folder import DataFolder, read_json, write_private

FILE = "environment.json"
OWN = ("PROMETHEUS_MULTIPROC_DIR", "PYTHONUNBUFFERED")


def leave_environment(folder: DataFolder, environment: dict[str, str]) -> None:
    """Write down what the stack's processes are told, secrets included, readable by us alone."""
    write_private(folder.path / FILE, {name: value for name, value in environment.items() if name not in OWN})


def take_environment_away(folder: DataFolder) -> None:
    """Nothing runs any more."""
    (folder.path / FILE).unlink(missing_ok=True)


def join_running_stack() -> str | None:
    """Have this process work on the running stack unless it was given servers; what to do when none runs."""
    if os.environ.get("DATABASE_URL") or os.environ.get("PRM_PRODUCTION"):
        return None
    data = Path(os.environ.get("PRM_DATA", REPOSITORY / ".prm"))
    environment = read_json(data / FILE)
    for name, value in environment.items():
        os.environ.setdefault(name, value)
    if environment:
        return None
    os.environ.setdefault("PRM_DB_WAIT_SECONDS", "1")
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # our advice says it better
    return (
        f"No stack runs on {data}: start one with `make run`, or name its folder, as in PRM_DATA=/srv/leads."
    )
