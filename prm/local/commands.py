"""The command lines of the product's own processes, the same for `manage.py up`, tests and containers."""

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
ROUTING_QUEUE, BACKGROUND_QUEUE, ASKING_QUEUE = "prm", "background", "asking"


def manage(*arguments: str) -> list[str]:
    """One of the product's commands."""
    return [sys.executable, str(REPOSITORY / "manage.py"), *arguments]


def web_command(host: str, port: int) -> list[str]:
    """The web server; its settings are in `prm/project/gunicorn_settings.py`."""
    settings = ["--config", "python:prm.project.gunicorn_settings", "--bind", f"{host}:{port}"]
    return [
        sys.executable,
        "-m",
        "gunicorn",
        *settings,
        "--chdir",
        str(REPOSITORY),
        "prm.project.wsgi:application",
    ]


def worker_command(*queues: str, concurrency: int = 2) -> list[str]:
    """A Celery worker for these queues (none named: all); gossip and mingling only delay the start."""
    served = queues or (ROUTING_QUEUE, BACKGROUND_QUEUE, ASKING_QUEUE)
    name = f"{served[0]}@%h" if queues else "worker@%h"
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO", "--hostname", name]
    return [
        *_celery("worker"),
        "--queues",
        ",".join(served),
        "--concurrency",
        str(concurrency),
        "-Ofair",
        *(("--pool", "threads") if served == (ASKING_QUEUE,) else ()),
        *quiet,
    ]


def beat_command(folder: Path) -> list[str]:
    """Celery's clockwork; `folder` keeps its schedule."""
    return [
        *_celery("beat"),
        "--schedule",
        str(folder / "beat-schedule"),
        "--pidfile=",
        "--loglevel",
        "WARNING",
    ]


def _celery(name: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--workdir", str(REPOSITORY), "-A", "prm.project", name]
