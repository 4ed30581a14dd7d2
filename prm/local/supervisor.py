"""Watches the processes of the stack: starts again what dies, and stops all in order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

from prm.local.child import Child
from prm.local.folder import DataFolder

GLANCE_SECONDS = 0.2
SETTLED_SECONDS = 10
LONGEST_PAUSE_SECONDS = 30


@dataclass
class Watched:
    """A child, when it was last started, and how often it has died soon after."""

    child: Child
    started_at: float
    early_deaths: int = 0
    start_again_at: float | None = None


@dataclass
class Supervisor:
    """Children in the order they were started; `stop` goes the other way."""

    folder: DataFolder
    say: Callable[[str], None]
    watched: list[Watched] = field(default_factory=list)

    def start(self, child: Child) -> None:
        """Start a child and watch it from now on."""
        child.start()
        self.watched.append(Watched(child, monotonic()))
        self._note()

    def watch(self, stop: Event, until: Callable[[], bool] = lambda: False) -> None:
        """Start again what dies, until told to stop or until `until` holds."""
        while not stop.is_set() and not until():
            self.glance()
            stop.wait(GLANCE_SECONDS)

    def glance(self) -> None:
        """Look at each child once; one that keeps dying waits longer each time."""
        for one in self.watched:
            if one.start_again_at is not None:
                self._start_again(one)
            elif one.child.pid is None:
                self._mourn(one)
                self._start_again(one)

    def hopeful(self) -> bool:
        """Look at each child once; whether none has kept dying."""
        self.glance()
        return self.failing() is None

    def failing(self) -> Child | None:
        """A child that has died three times soon after its start."""
        return next((one.child for one in self.watched if one.early_deaths >= 3), None)

    def stop(self) -> None:
        """Stop every child: web, beat and worker, then the servers they need."""
        for one in reversed(self.watched):
            if not one.child.is_server:
                one.child.ask_to_end()
        for one in reversed(self.watched):
            one.child.stop()
        self.watched.clear()
        self._note()

    def _mourn(self, one: Watched) -> None:
        code = one.child.process.returncode if one.child.process is not None else None
        one.child.clear()
        early = monotonic() - one.started_at < SETTLED_SECONDS
        one.early_deaths = one.early_deaths + 1 if early else 0
        pause = min(LONGEST_PAUSE_SECONDS, 2 ** (one.early_deaths - 1)) if one.early_deaths > 1 else 0
        one.start_again_at = monotonic() + pause
        self.say(f"{one.child.name} ended ({how(code)}); starting it again")

    def _start_again(self, one: Watched) -> None:
        if one.start_again_at is not None and monotonic() >= one.start_again_at:
            one.child.start()
            one.started_at, one.start_again_at = monotonic(), None
            self._note()

    def _note(self) -> None:
        pids = {one.child.name: one.child.pid for one in self.watched}
        self.folder.note_processes({name: pid for name, pid in pids.items() if pid is not None})


def how(code: int | None) -> str:
    """How a process ended, in words."""
    if code is None:
        return "nobody knows how"
    return f"signal {-code}" if code < 0 else f"exit {code}"
