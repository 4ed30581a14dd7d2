"""Far systems spoken to side by side: each has turns of its own and waits for no other."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Generic, TypeVar
from uuid import UUID

from asgiref.sync import sync_to_async

LOOK_AGAIN_SECONDS = 0.5
# One with nothing to do but wait is not looked at again sooner.
IDLE_SECONDS = 2
log = logging.getLogger(__name__)
Due = TypeVar("Due")


@dataclass
class Turns(Generic[Due]):
    """The turns that are going on, by system, and the systems whose turn broke off in this round.

    `due` says what has work due, in the order of turns; `turn` does some of it and answers how much.
    """

    name: str
    due: Callable[[], Sequence[Due]]
    key: Callable[[Due], UUID]
    turn: Callable[[Due], Coroutine[Any, Any, int]]
    most_at_once: int
    turns: dict[UUID, asyncio.Task[int]] = field(default_factory=dict)
    broken: set[UUID] = field(default_factory=set)
    idle_until: dict[UUID, float] = field(default_factory=dict)
    done: int = 0

    async def run(self, *, seconds: float) -> int:
        """Turn after turn until nothing is due; none starts later than so many seconds from now."""
        ends_at = monotonic() + seconds
        while True:
            if monotonic() < ends_at:
                await self._start()
            if not self.turns:
                return self.done
            await self._wait()

    async def _start(self) -> None:
        due = await sync_to_async(self.due)()
        idle = {key for key, until in self.idle_until.items() if until > monotonic()}
        busy = self.turns.keys() | self.broken | idle
        waiting = [one for one in due if self.key(one) not in busy]
        for one in waiting[: self.most_at_once - len(self.turns)]:
            self.turns[self.key(one)] = asyncio.create_task(self.turn(one))

    async def _wait(self) -> None:
        await asyncio.wait(
            self.turns.values(), timeout=LOOK_AGAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        for key in [key for key, task in self.turns.items() if task.done()]:
            self._finish(key, self.turns.pop(key))

    def _finish(self, key: UUID, turn: asyncio.Task[int]) -> None:
        error = turn.exception()
        if error is None:
            self.done += turn.result()
            if not turn.result():
                self.idle_until[key] = monotonic() + IDLE_SECONDS
            return
        # What it had picked is due again when the lease lapses.
        self.broken.add(key)
        log.error("a turn of %s %s broke off", self.name, key, exc_info=error)
