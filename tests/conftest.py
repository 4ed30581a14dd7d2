"""What every test may use: real PostgreSQL and Redis, a real Celery worker, a clock that can be moved.

`db` and `transactional_db` are pytest-django's: `default` is the application's role, so that row-level
security binds as in production. `committed` is for tests with threads or other processes: commits are real
and stay, so such a test makes a vendor of its own.
"""

import os
from collections.abc import Iterator

import pytest
from django.db import connections
from django.utils.translation.reloader import translation_file_changed

from prm.local.translations import compile_stale
from tests.people import acme, charlie, fresh_vendor, globex, in_acme, other_vendor, vendor
from tests.stack import run_folder
from tests.stack.clock import MovableClock
from tests.stack.django_on import point_at
from tests.stack.processes import (
    browser_type_launch_args,
    celery_beat_process,
    celery_worker_process,
    live_environment,
    live_stack,
    mail_server,
    mailbox,
    webhook_receiver,
)
from tests.stack.servers import Servers, running_servers

__all__ = [
    "browser_type_launch_args",
    "celery_beat_process",
    "celery_worker_process",
    "live_environment",
    "live_stack",
    "mail_server",
    "mailbox",
]
__all__ += ["webhook_receiver"]
__all__ += ["acme", "charlie", "fresh_vendor", "globex", "in_acme", "other_vendor", "vendor"]


def pytest_configure(config: pytest.Config) -> None:
    # Playwright runs an event loop in the test's thread, where Django would refuse its ORM.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    if not hasattr(config, "workerinput"):
        run_folder.begin()
        for path in compile_stale():  # Django has read the English ones already
            translation_file_changed(None, path)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with worker or beat beside them last, so that these take nothing from other tests' vendors.

    After them browser tests: Playwright leaves an event loop running, where `asyncio.run` refuses.
    """
    items.sort(key=lambda item: _place(set(getattr(item, "fixturenames", ()))))


def _place(fixtures: set[str]) -> int:
    if "playwright" in fixtures:
        return 2
    return int(not fixtures.isdisjoint({"celery_worker_process", "celery_beat_process", "live_stack"}))


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        run_folder.end(run_folder.current())


@pytest.fixture(scope="session")
def servers() -> Servers:
    """PostgreSQL and Redis of this run."""
    return running_servers()


@pytest.fixture(scope="session")
def stack_environment(servers: Servers, worker_id: str) -> dict[str, str]:
    """The environment that leads a process to this worker's database; this process is led there too."""
    return point_at(servers, worker_id)


@pytest.fixture(scope="session")
def django_db_setup(stack_environment: dict[str, str]) -> Iterator[None]:
    """Instead of pytest-django's: a migrated clone for each worker."""
    yield
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Database access with real commits and no cleaning up: make a vendor of your own."""
    with django_db_blocker.unblock():
        yield
        for connection in connections.all(initialized_only=True):
            connection.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> MovableClock:
    """The product's clock, in the test's hands: `clock.move(hours=3)`, `clock.set(instant)`."""
    return MovableClock.install(monkeypatch)
