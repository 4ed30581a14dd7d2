"""The whole stack, from an empty folder to serving, and back."""

import os
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic

from prm.local.addresses import Addresses
from prm.local.child import Child
from prm.local.commands import (
    ASKING_QUEUE,
    BACKGROUND_QUEUE,
    ROUTING_QUEUE,
    beat_command,
    manage,
    web_command,
    worker_command,
)
from prm.local.embedded import start_embedded
from prm.local.external import external_servers_named, use_external
from prm.local.folder import DataFolder
from prm.local.known_migrations import require_known_migrations
from prm.local.logins import remembered
from prm.local.ports import LOOPBACK, require_free
from prm.local.ready import write_ready
from prm.local.running import leave_environment, take_environment_away
from prm.local.source import migrations_fingerprint
from prm.local.supervisor import Supervisor
from prm.local.translations import compile_stale
from prm.local.trouble import Trouble

PATIENCE_SECONDS = 120
# Routing and timers, and all that may take long: apart, so that nothing long holds up a lead.
# Whoever asks other machines only waits: threads do.
WORKERS = {"worker": (ROUTING_QUEUE, 2), "background": (BACKGROUND_QUEUE, 2), "asking": (ASKING_QUEUE, 8)}


class Stopped(Exception):
    """Somebody asked to stop while the stack was starting."""


@dataclass
class Stack:
    """What `manage.py up` runs: a DATA folder, the servers, and the product's processes."""

    data: Path
    port: int
    demo: bool
    web: bool
    say: Callable[[str], None]
    stop_asked: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.folder = DataFolder(self.data)
        self.supervisor = Supervisor(self.folder, self.say)
        self.url = f"http://{LOOPBACK}:{self.port}"
        self.environment: dict[str, str] = {}

    def start(self) -> None:
        """Bring everything up; when this returns the stack serves. Raises Trouble, and Stopped."""
        external = external_servers_named()
        self.folder.take()
        compile_stale()
        if self.web:
            require_free(self.port)
        addresses = use_external(self.folder) if external else start_embedded(self.folder, self.supervisor)
        self.say("PostgreSQL and Redis answer")
        self._set_environment(addresses)
        leave_environment(self.folder, self.environment)
        self._migrate(always=external)
        self._run_processes()
        self._load_demo(always=external)
        self._wait_until_serving()
        write_ready(self.folder, self.url, addresses)

    def watch(self) -> None:
        """Keep everything running until asked to stop."""
        self.supervisor.watch(self.stop_asked)

    def stop(self) -> None:
        """Stop everything, in order; nothing when the folder was never ours."""
        if not self.folder.is_held:
            return
        self.say("Stopping")
        self.folder.ready_file.unlink(missing_ok=True)
        take_environment_away(self.folder)
        self.supervisor.stop()
        self.folder.release()
        self.say("Stopped")

    def _set_environment(self, addresses: Addresses) -> None:
        defaults = {
            "PRM_SECRET_KEY": self.folder.secret("secret_key"),
            "EMAIL_URL": f"filemail:///{self.folder.path}/mail",
            "PRM_WEB_GRACE_SECONDS": "3",
            "PRM_ALLOW_PRIVATE_WEBHOOKS": "1",
            "C_FORCE_ROOT": "1",
            "PROMETHEUS_MULTIPROC_DIR": str(self.folder.path / "metrics"),
        }
        self.environment = {name: value for name, value in defaults.items() if name not in os.environ}
        self.environment |= addresses.environment
        self.environment |= {
            "PRM_BASE_URL": os.environ.get("PRM_BASE_URL", self.url),
            "PRM_DATA": str(self.folder.path),
        }
        self.environment["PYTHONUNBUFFERED"] = "1"

    def _migrate(self, *, always: bool) -> None:
        fingerprint = migrations_fingerprint()
        if always or self.folder.state.get("migrated") != fingerprint:
            self.say("Making the tables, or bringing them up to date")
            require_known_migrations(self.environment["DATABASE_OWNER_URL"], self.folder.path)
            self._finish("migrate", manage("migrate", "--database", "owner", "--verbosity", "1"))
            self.folder.remember(migrated=fingerprint)
            self.say("The database has its tables")

    def _run_processes(self) -> None:
        """They start beside the demo's loading, and see its data once all of it is there."""
        if self.web:
            self._run("web", web_command(LOOPBACK, self.port))
        for name, (queue, concurrency) in WORKERS.items():
            sign = self._sign_of_life(name)
            sign.unlink(missing_ok=True)
            self._run(name, worker_command(queue, concurrency=concurrency), PRM_ALIVE_FILE=str(sign))
        self._run("beat", beat_command(self.folder.path))

    def _load_demo(self, *, always: bool) -> None:
        if self.demo and (
            always or not self.folder.state.get("demo_loaded") or not remembered(self.folder.path)
        ):
            self.say("Loading the demo: ninety days of two vendors, by the product's own services")
            self._finish("load_demo", manage("load_demo"), hear=self.say)
            self.folder.remember(demo_loaded=True)
            self.say("The demo data is there")

    def _sign_of_life(self, name: str) -> Path:
        return self.folder.path / f"{name}.alive"

    def _run(self, name: str, command: list[str], **environment: str) -> None:
        self._go_on()
        self.supervisor.start(Child(name, command, self.folder.log(name), self.environment | environment))

    def _finish(self, name: str, command: list[str], hear: Callable[[str], None] | None = None) -> None:
        """Run a command to its end, watching the rest meanwhile; `hear` gets its lines. Raises Trouble."""
        child = Child(name, command, self.folder.log(name), self.environment)
        child.start()
        try:
            self.supervisor.watch(self.stop_asked, until=lambda: has_ended(child, hear))
            self._go_on()
            if child.process is None or child.process.returncode != 0:
                raise Trouble(f"`manage.py {name}` failed: {child.last_words()} (more in {child.log})")
        finally:
            child.stop()

    def _wait_until_serving(self) -> None:
        deadline = monotonic() + PATIENCE_SECONDS
        self.supervisor.watch(self.stop_asked, until=lambda: self._settled(deadline))
        self._go_on()

    def _settled(self, deadline: float) -> bool:
        failing = self.supervisor.failing()
        if failing is not None:
            raise Trouble(f"{failing.name} does not stay up: {failing.last_words()} (more in {failing.log})")
        if monotonic() > deadline:
            raise Trouble(
                f"The stack does not answer within {PATIENCE_SECONDS} s: see {self.folder.path}/logs/."
            )
        at_work = all(self._sign_of_life(name).exists() for name in WORKERS)
        return at_work and (not self.web or answers(f"{self.url}/readyz"))

    def _go_on(self) -> None:
        if self.stop_asked.is_set():
            raise Stopped


def has_ended(child: Child, hear: Callable[[str], None] | None) -> bool:
    """Whether the child is gone; what it has said meanwhile is passed on."""
    is_gone = child.pid is None
    if hear is not None:
        for line in child.news():
            hear(f"  {line}")
    return is_gone


def answers(url: str) -> bool:
    """Whether a GET of the address is answered with 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
