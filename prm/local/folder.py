"""The DATA folder: who holds it, the secrets and ports it remembers, and processes left over from a crash."""

import fcntl
import json
import os
import secrets
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psutil

from prm.local.child import kill_group
from prm.local.trouble import Trouble, plain_errors, require_free_space


@dataclass
class DataFolder:
    """One DATA folder, held by one `manage.py up` at a time."""

    path: Path
    state: dict[str, Any] = field(default_factory=dict)
    _lock: IO[str] | None = None

    def take(self) -> None:
        """Make the folder, hold it, and end what a killed run left behind. Raises Trouble."""
        with plain_errors(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o711)
            for name in ("logs", "mail", "media", "metrics"):
                (self.path / name).mkdir(mode=0o700, exist_ok=True)
            self._lock = self._held()
            self.ready_file.unlink(missing_ok=True)
            require_free_space(self.path)
            for old in (self.path / "metrics").glob("*.db"):
                old.unlink()
            self.state = read_json(self.path / "state.json")
            self._end_leftovers()

    def release(self) -> None:
        """Let others have the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def is_held(self) -> bool:
        """Whether the folder is ours."""
        return self._lock is not None

    @property
    def ready_file(self) -> Path:
        """Tells scripts where everything is, while the stack serves."""
        return self.path / "ready.json"

    def log(self, name: str) -> Path:
        """Where a process writes."""
        return self.path / "logs" / f"{name}.log"

    def secret(self, name: str) -> str:
        """A secret made once and kept."""
        if name not in self.state:
            self.remember(**{name: secrets.token_urlsafe(32)})
        return str(self.state[name])

    def remember(self, **values: Any) -> None:
        """Keep values for the next start."""
        self.state.update(values)
        with plain_errors(self.path):
            write_private(self.path / "state.json", self.state)

    def note_processes(self, pids: dict[str, int]) -> None:
        """Write down what runs, so that the next start can end it if we are killed."""
        records = {}
        for name, pid in pids.items():
            with suppress(psutil.NoSuchProcess):
                records[name] = [pid, psutil.Process(pid).create_time()]
        with plain_errors(self.path):
            write_private(self.path / "processes.json", records)

    def _held(self) -> IO[str]:
        lock = (self.path / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            lock.close()
            raise Trouble(
                f"{self.path} is in use (by process {holder}): stop that one, or choose another DATA=."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        return lock

    def _end_leftovers(self) -> None:
        for name, (pid, started) in reversed(read_json(self.path / "processes.json").items()):
            with suppress(psutil.NoSuchProcess):
                process = psutil.Process(pid)
                if process.create_time() == started:
                    _end(process, signal.SIGINT if name == "postgres" else signal.SIGTERM)


def _end(process: psutil.Process, politely: signal.Signals) -> None:
    process.send_signal(politely)
    with suppress(psutil.TimeoutExpired):
        process.wait(10)
    kill_group(process.pid)


def read_json(path: Path) -> dict[str, Any]:
    """What a file of ours holds; nothing when it is missing or cut short."""
    try:
        return dict(json.loads(path.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def write_private(path: Path, content: Any) -> None:
    """Write JSON that only we can read, whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w") as file:
        json.dump(content, file, indent=2)
        file.write("\n")
    fresh.replace(path)
