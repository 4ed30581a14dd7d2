"""Delivering webhooks to many endpoints side by side. Each has turns of its own and waits for no other."""

import asyncio
from collections.abc import Sequence
from time import monotonic

from asgiref.sync import async_to_sync, sync_to_async

from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.pick import DueEndpoint, due_endpoints, pick_webhooks
from prm.platform.outbox.record import record
from prm.platform.outbox.result import Result
from prm.platform.outbox.send_webhooks import Connections, connections, send_webhook
from prm.platform.outbox.side_by_side import Turns

ENDPOINTS_AT_ONCE = 100
TO_ONE_ENDPOINT_AT_ONCE = 4
PICKED_AT_ONCE = 50
# No sending starts later than this in a turn, so that it ends long before the lease of what was picked.
TURN_SECONDS = 20
# No turn starts later than this in a round.
ROUND_SECONDS = 30


def deliver_webhooks() -> int:
    """Deliver the webhooks that are due, also those that become due meanwhile; returns how many were tried.

    Ends when nothing is due any more, at the latest after ROUND_SECONDS and one turn. Call outside any
    transaction. Safe to run in several processes at once.
    """
    return async_to_sync(_deliver_webhooks)()


async def _deliver_webhooks() -> int:
    async with connections(ENDPOINTS_AT_ONCE * TO_ONE_ENDPOINT_AT_ONCE) as pool:
        turns = Turns(
            name="webhook",
            due=due_endpoints,
            key=lambda due: due.endpoint_id,
            turn=lambda due: _Turn(pool, due).run(),
            most_at_once=ENDPOINTS_AT_ONCE,
        )
        return await turns.run(seconds=ROUND_SECONDS)


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
