"""`manage.py up`: serves, tells scripts where, survives kills, stops in order, finds its data."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic, sleep
from typing import Any

import httpx
import psutil
import psycopg
import pytest

from prm.local.ports import free_port
from tests.stack import run_folder
from tests.stack.receivers import until
from tests.stack.servers import REPOSITORY

LEADS = 200
SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "PRM_DATA", "PRM_BASE_URL")


class Up:
    """One run of the command on a folder."""

    def __init__(self, data: Path, *options: str, **environment: str) -> None:
        self.data, self.port = data, free_port()
        kept = {name: value for name, value in os.environ.items() if name not in SERVERS}
        command = [sys.executable, "manage.py", "up", "--port", str(self.port), "--data", str(data), *options]
        self.output = (data.parent / f"up-{self.port}.txt").open("w+")
        self.process = subprocess.Popen(
            command, cwd=REPOSITORY, env={**kept, **environment}, stdout=self.output, stderr=subprocess.STDOUT
        )

    def ready(self) -> dict[str, Any]:
        until(lambda: (self.data / "ready.json").exists() or self.process.poll() is not None, seconds=300)
        assert self.process.poll() is None, self.said()
        return dict(json.loads((self.data / "ready.json").read_text()))

    def pid(self, name: str) -> int:
        return int(json.loads((self.data / "processes.json").read_text()).get(name, [0])[0])

    def said(self) -> str:
        return (self.data.parent / f"up-{self.port}.txt").read_text()

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        self.output.close()
        return code


@pytest.fixture
def data() -> Path:
    """A folder that PostgreSQL's account can reach even when the tests run as root.

    Not pytest's: each session of pytest on the machine shuts other accounts out of all of them again.
    """
    home = Path(mkdtemp(prefix="up-", dir=run_folder.current()))
    home.chmod(0o711)
    return home / "data"


@pytest.fixture
def up(data: Path) -> Iterator[Up]:
    running = Up(data)
    yield running
    running.end()


@pytest.mark.stack
def test_it_serves_survives_kills_stops_in_order_and_finds_its_data_again(up: Up, data: Path) -> None:
    ready = up.ready()
    assert set(ready) == {"url", "database_url", "redis_url", "vendors"}
    assert (data / "ready.json").stat().st_mode & 0o777 == 0o600
    assert httpx.get(f"{ready['url']}/readyz").status_code == 200
    with psycopg.connect(ready["database_url"]) as connection:
        role = connection.execute(
            "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert role == (False, False)

    key = key_of_new_vendor(up)
    with ThreadPoolExecutor(2) as posters:
        taken = [posters.submit(post_until_taken, ready["url"], key, number) for number in range(LEADS)]
        for name in ("worker", "redis", "beat", "postgres", "web"):
            killed = up.pid(name)
            os.kill(killed, signal.SIGKILL)
            until(lambda name=name, killed=killed: up.pid(name) not in (0, killed), seconds=60)
    ids = {answer.result() for answer in taken}
    assert len(ids) == LEADS, "asked again after a failure, the same lead answers"
    until(lambda: is_ready(ready["url"]), seconds=120)
    until(lambda: states_of(ready["url"], key) == dict.fromkeys(ids, "review"), seconds=120)

    second = Up(data)
    assert second.process.wait(60) != 0
    assert "in use" in second.said()
    assert up.ready() == ready
    second.end()

    mark(ready["database_url"])
    pids = [up.pid(name) for name in ("web", "beat", "background", "worker", "redis", "postgres")]
    assert up.end() == 0
    assert not (data / "ready.json").exists()
    assert [pid for pid in pids if psutil.pid_exists(pid)] == []

    again = Up(data)
    try:
        assert again.ready()["database_url"].rpartition("@")[0] == ready["database_url"].rpartition("@")[0]
        assert marked(again.ready()["database_url"])
    finally:
        assert again.end() == 0


@pytest.mark.stack
def test_a_port_in_use_is_said_in_one_line(data: Path) -> None:
    port = free_port()
    with listener_on(port):
        run = Up(data, "--port", str(port))
        assert run.process.wait(60) == 1
    assert f"CommandError: Port {port} is in use" in run.said()
    assert "Traceback" not in run.said()
    run.end()


@pytest.mark.stack
def test_half_a_pair_of_servers_is_refused(data: Path) -> None:
    run = Up(data, DATABASE_URL="postgresql://somebody@127.0.0.1:1/x")
    assert run.process.wait(60) == 1
    assert "REDIS_URL is not set" in run.said()
    run.end()


def key_of_new_vendor(up: Up) -> str:
    """A vendor by script; it has no partner, so that its leads go to review."""
    kept = {name: value for name, value in os.environ.items() if name not in SERVERS}
    made = subprocess.run(
        [sys.executable, "manage.py", "create_vendor", "zeta"],
        cwd=REPOSITORY, env={**kept, "PRM_DATA": str(up.data)},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return str(json.loads(made.stdout)["api_key"])


def post_until_taken(url: str, key: str, number: int) -> str:
    """Post a lead as a patient client does, with an Idempotency-Key, until it is taken; its id."""
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"lead-{number}"}
    lead = {"external_id": f"L{number}", "email": f"l{number}@example.com", "company": f"Mill {number}"}
    deadline = monotonic() + 120
    while True:
        with suppress(httpx.TransportError):
            answer = httpx.post(f"{url}/api/v1/leads/", json=lead, headers=headers, timeout=30)
            if answer.status_code == 201:
                return str(answer.json()["id"])
            assert answer.status_code in (409, 503), answer.text
        assert monotonic() < deadline, f"lead {number} was never taken"
        sleep(0.2)


def states_of(url: str, key: str) -> dict[str, str]:
    answer = httpx.get(
        f"{url}/api/v1/leads/?limit=500", headers={"Authorization": f"Bearer {key}"}, timeout=30
    )
    return {lead["id"]: lead["state"] for lead in answer.json().get("results", ())}


def is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def mark(database_url: str) -> None:
    """Leave a row in a table without a vendor, as the application's role may."""
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('mark', '', now())"
        )


def marked(database_url: str) -> bool:
    with psycopg.connect(database_url) as connection:
        return (
            connection.execute("SELECT FROM django_session WHERE session_key = 'mark'").fetchone() is not None
        )


def listener_on(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener
