"""One process of the stack: started in a group of its own, stopped politely, then by force."""

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from prm.local.account import Account

LARGEST_LOG_BYTES = 10 * 1024 * 1024


@dataclass
class Child:
    """A program to run. Its output goes to `log`; Ctrl-C at the terminal reaches only its parent."""

    name: str
    command: list[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    patience_seconds: float = 15
    # Servers stop last, when nobody needs them any more.
    is_server: bool = False
    process: subprocess.Popen[bytes] | None = None
    asked: bool = False
    read_up_to: int = 0

    def start(self) -> None:
        """Start the program."""
        keep_small(self.log)
        self.asked = False
        as_account = self.account.popen if self.account is not None else {}
        with self.log.open("ab") as output:
            self.read_up_to = output.tell()
            self.process = subprocess.Popen(
                self.command,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/" if self.account else None,
                start_new_session=True,
                **as_account,
            )

    @property
    def pid(self) -> int | None:
        """The process id, while it runs."""
        return self.process.pid if self.process is not None and self.process.poll() is None else None

    def clear(self) -> None:
        """Forget a process that has ended, and end what it left behind."""
        if self.process is not None:
            kill_group(self.process.pid)
            self.process = None

    def ask_to_end(self) -> None:
        """Ask the program to end; once is enough."""
        if self.process is not None and self.process.poll() is None and not self.asked:
            self.process.send_signal(self.stop_signal)
            self.asked = True

    def stop(self) -> None:
        """Ask the program to end, wait, then end it and all it started."""
        self.ask_to_end()
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience_seconds)
        if self.process is not None:
            kill_group(self.process.pid)
            self.process.wait()
            self.process = None

    def news(self) -> list[str]:
        """Whole lines of the log since the start, or since this was last asked."""
        with self.log.open("rb") as log:
            log.seek(self.read_up_to)
            fresh = log.read()
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self.read_up_to += len(whole)
        return whole.decode(errors="replace").splitlines()

    def last_words(self) -> str:
        """The last line of the log that says something."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


def kill_group(leader: int) -> None:
    """Kill every process of the group that `leader` led."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def keep_small(log: Path) -> None:
    """Set a large log aside, over the one set aside before."""
    if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
        log.replace(log.with_suffix(".1.log"))
