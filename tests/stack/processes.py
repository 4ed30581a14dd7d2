"""Fixtures that run the product's own processes, as in production, against this worker's database."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
from django.conf import settings as django_settings

from prm.local.child import Child
from prm.local.commands import beat_command, web_command, worker_command
from prm.local.ports import LOOPBACK, free_port
from prm.project.celery import app as celery_app
from tests.stack import chromium, run_folder
from tests.stack.receivers import Mailbox, WebhookReceiver, until


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Mailbox]:
    """One mail server for the test session: use `mailbox`."""
    mailbox = Mailbox()
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture
def mailbox(mail_server: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """An empty mail server that this process, and the worker process, send to over SMTP."""
    mail_server.messages.clear()
    monkeypatch.setattr(django_settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(django_settings, "EMAIL_HOST", LOOPBACK)
    monkeypatch.setattr(django_settings, "EMAIL_PORT", mail_server.port)
    return mail_server


@pytest.fixture
def webhook_receiver() -> Iterator[WebhookReceiver]:
    """An HTTP endpoint that keeps what it is sent."""
    receiver = WebhookReceiver()
    receiver.start()
    yield receiver
    receiver.stop()


@pytest.fixture(scope="session")
def live_environment(
    stack_environment: dict[str, str], mail_server: Mailbox, worker_id: str
) -> dict[str, str]:
    """The environment of the product's processes in tests."""
    folder = run_folder.current() / worker_id
    folder.mkdir(exist_ok=True)
    port = free_port()
    return {
        **stack_environment,
        "PRM_DATA": str(folder),
        "PRM_BASE_URL": f"http://{LOOPBACK}:{port}",
        "PRM_TEST_PORT": str(port),
        "EMAIL_URL": mail_server.url,
        "DJANGO_SETTINGS_MODULE": "prm.project.settings",
    }


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's `page` uses the Chromium of this machine."""
    return {**browser_type_launch_args, "executable_path": chromium.found(), "args": chromium.flags()}


@dataclass(frozen=True)
class LiveStack:
    """A running web server, worker and beat."""

    url: str
    children: dict[str, Child]


@pytest.fixture(scope="session")
def celery_worker_process(live_environment: dict[str, str]) -> Iterator[Child]:
    """A real Celery worker (prefork) on this test worker's database. It sees committed rows only."""
    child = _child("worker", worker_command(), live_environment)
    child.start()
    try:
        until(lambda: _is_listening(child), seconds=60)
        yield child
    finally:
        child.stop()


@pytest.fixture(scope="session")
def celery_beat_process(live_environment: dict[str, str]) -> Iterator[Child]:
    """A real beat: sweeps run by themselves."""
    child = _child("beat", beat_command(Path(live_environment["PRM_DATA"])), live_environment)
    child.start()
    yield child
    child.stop()


@pytest.fixture(scope="session")
def live_stack(
    live_environment: dict[str, str], celery_worker_process: Child, celery_beat_process: Child
) -> Iterator[LiveStack]:
    """Web, worker and beat on this test worker's database, for browser tests. Combine with `committed`."""
    port = int(live_environment["PRM_TEST_PORT"])
    web = _child("web", web_command(LOOPBACK, port), live_environment)
    web.start()
    try:
        _wait_for_web(web, f"{live_environment['PRM_BASE_URL']}/healthz")
        children = {"web": web, "worker": celery_worker_process, "beat": celery_beat_process}
        yield LiveStack(live_environment["PRM_BASE_URL"], children)
    finally:
        web.stop()


def _child(name: str, command: list[str], environment: dict[str, str]) -> Child:
    folder = Path(environment["PRM_DATA"])
    return Child(name, command, folder / f"{name}.log", environment, patience_seconds=5)


def _is_listening(child: Child) -> bool:
    assert child.pid is not None, f"the worker ended: {child.log.read_text()[-3000:]}"
    return bool(celery_app.control.ping(timeout=0.5))


def _wait_for_web(web: Child, url: str) -> None:
    deadline = monotonic() + 60
    while True:
        assert web.pid is not None, f"the web server ended: {web.log.read_text()[-3000:]}"
        try:
            if httpx.get(url, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            assert monotonic() < deadline, f"the web server does not answer: {web.log.read_text()[-3000:]}"
        sleep(0.1)
