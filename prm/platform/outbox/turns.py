"""Delivering webhooks to many endpoints side by side. Each has turns of its own and waits for no other."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

from asgiref.sync import async_to_sync, sync_to_async

from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.pick import DueEndpoint, due_endpoints, pick_webhooks
from prm.platform.outbox.record import record
from prm.platform.outbox.result import Result
from prm.platform.outbox.send_webhooks import Connections, connections, send_webhook

ENDPOINTS_AT_ONCE = 100
TO_ONE_ENDPOINT_AT_ONCE = 4
PICKED_AT_ONCE = 20
# No sending starts later than this in a turn, so that it ends long before the lease of what was picked.
TURN_SECONDS = 20
# No turn starts later than this in a round.
ROUND_SECONDS = 30
LOOK_AGAIN_SECONDS = 0.5
log = logging.getLogger(__name__)


def deliver_webhooks() -> int:
    """Deliver the webhooks that are due, also those that become due meanwhile; returns how many were tried.

    Ends when nothing is due any more, at the latest after ROUND_SECONDS and one turn. Call outside any
    transaction. Safe to run in several processes at once.
    """
    return async_to_sync(_Round().run)()


@dataclass
class _Round:
    """The turns that are going on, by endpoint, and the endpoints whose turn broke off in this round."""

    turns: dict[UUID, asyncio.Task[int]] = field(default_factory=dict)
    broken: set[UUID] = field(default_factory=set)
    tried: int = 0

    async def run(self) -> int:
        ends_at = monotonic() + ROUND_SECONDS
        async with connections(ENDPOINTS_AT_ONCE * TO_ONE_ENDPOINT_AT_ONCE) as pool:
            while True:
                if monotonic() < ends_at:
                    await self._start(pool)
                if not self.turns:
                    return self.tried
                await self._wait()

    async def _start(self, pool: Connections) -> None:
        due = await sync_to_async(due_endpoints)()
        busy = self.turns.keys() | self.broken
        waiting = [one for one in due if one.endpoint_id not in busy]
        for one in waiting[: ENDPOINTS_AT_ONCE - len(self.turns)]:
            self.turns[one.endpoint_id] = asyncio.create_task(_Turn(pool, one).run())

    async def _wait(self) -> None:
        await asyncio.wait(
            self.turns.values(), timeout=LOOK_AGAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        for endpoint_id in [endpoint_id for endpoint_id, task in self.turns.items() if task.done()]:
            self._finish(endpoint_id, self.turns.pop(endpoint_id))

    def _finish(self, endpoint_id: UUID, turn: asyncio.Task[int]) -> None:
        error = turn.exception()
        if error is None:
            self.tried += turn.result()
            return
        # What it had picked is due again when the lease lapses.
        self.broken.add(endpoint_id)
        log.error("a turn of webhook %s broke off", endpoint_id, exc_info=error)


class _Turn:
    """One endpoint's turn: message after message, until none is due, it is down, or its time is up."""

    def __init__(self, pool: Connections, due: DueEndpoint) -> None:
        self._pool, self._due = pool, due
        self._ends_at = monotonic() + TURN_SECONDS
        self._is_down = False
        self._gate = asyncio.Semaphore(TO_ONE_ENDPOINT_AT_ONCE)

    async def run(self) -> int:
        tried = 0
        while not self._is_over():
            messages = await sync_to_async(pick_webhooks)(self._due, limit=PICKED_AT_ONCE)
            if not messages:
                break
            tried += await self._deliver(messages)
        return tried

    async def _deliver(self, messages: Sequence[OutboxMessage]) -> int:
        results = await asyncio.gather(*(self._send(message) for message in messages))
        await sync_to_async(record)(results)
        return sum(result.was_tried for result in results)

    async def _send(self, message: OutboxMessage) -> Result:
        async with self._gate:
            if self._is_over():
                return Result(message, was_tried=False)
            result = await send_webhook(self._pool, message)
            self._is_down = self._is_down or result.is_endpoint_down
            return result

    def _is_over(self) -> bool:
        return self._is_down or monotonic() >= self._ends_at
