"""No process starts with a database role that row-level security would not bind, nor unsafe in production."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from prm.project.checks import unsafe_role, unsafe_settings
from tests.stack.servers import REPOSITORY, Servers


def test_the_applications_role_is_safe(django_db_setup: None) -> None:
    assert unsafe_role() == []


def test_the_owner_of_the_tables_is_not(django_db_setup: None) -> None:
    assert ["owns tenant tables" in problem for problem in unsafe_role("owner")] == [True]


def test_a_superuser_is_not(django_db_setup: None, servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connections["default"].settings_dict, "USER", "postgres")
    monkeypatch.setitem(connections["default"].settings_dict, "PASSWORD", servers.superuser_password)
    assert "is a superuser" in unsafe_role()[0]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"DEBUG": True}, "PRM_DEBUG"),
        ({"SECRET_KEY": "short"}, "PRM_SECRET_KEY"),
        ({"BASE_URL": ""}, "PRM_BASE_URL"),
        ({"ALLOWED_HOSTS": []}, "PRM_ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ["*"]}, "PRM_ALLOWED_HOSTS"),
    ],
)
def test_production_takes_no_development_setting(
    settings: Any, changes: dict[str, object], message: str
) -> None:
    settings.PRODUCTION, settings.DEBUG = True, False
    settings.SECRET_KEY, settings.ALLOWED_HOSTS = "x" * 50, ["leads.example.com"]
    assert unsafe_settings() == []
    for name, value in changes.items():
        setattr(settings, name, value)
    assert [message in problem for problem in unsafe_settings()] == [True]


@pytest.mark.stack
@pytest.mark.parametrize(
    "command",
    [
        ["-c", "import prm.project.wsgi"],
        ["-m", "celery", "-A", "prm.project", "worker", "--pool", "solo"],
        ["-m", "celery", "-A", "prm.project", "beat", "--pidfile=", "--schedule", "{folder}/beat"],
    ],
    ids=["web", "worker", "beat"],
)
def test_web_worker_and_beat_refuse_to_start_as_the_owner(
    command: list[str], stack_environment: dict[str, str], tmp_path: Path
) -> None:
    """Beat deletes a schedule file that it cannot open, so it must be given one of its own."""
    unsafe = {**os.environ, **stack_environment, "DATABASE_URL": stack_environment["DATABASE_OWNER_URL"]}
    done = subprocess.run(
        [sys.executable, *(part.format(folder=tmp_path) for part in command)],
        cwd=REPOSITORY,
        env=unsafe,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "Refusing to start. The database role prm_owner owns tenant tables" in done.stderr
