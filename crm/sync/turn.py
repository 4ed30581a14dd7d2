"""One CRM's turn: what is due is sent, then changes are looked for. Nothing is sent inside a transaction."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import ParamSpec, TypeVar
from uuid import UUID

from asgiref.sync import async_to_sync, sync_to_async

from crm.adapters.adapter import Adapter, CrmProblem
from crm.adapters.calls import Pool
from crm.adapters.choose import adapter_for
from crm.locks import pick_records
from crm.models import CrmConnection, CrmRecord, Wish
from crm.services.note_health import note_problem, note_working
from crm.sync.due import DueConnection, due_connections
from crm.sync.erase import erase
from crm.sync.pull import pull
from crm.sync.send import send
from prm.platform.outbox.send_webhooks import connections
from prm.platform.outbox.side_by_side import Turns
from prm.platform.tenants.scope import vendor_scope

P = ParamSpec("P")
T = TypeVar("T")
CONNECTIONS_AT_ONCE = 50
# No batch starts later than this in a turn, so that it ends long before the lease of what was picked.
TURN_SECONDS = 30
ROUND_SECONDS = 30


def sync_due() -> int:
    """Send what is due to every CRM and take what changed there; returns how many records were touched.

    Call outside any transaction. Safe to run in several processes at once.
    """
    return async_to_sync(_sync_due)()


async def _sync_due() -> int:
    async with connections(CONNECTIONS_AT_ONCE * 2) as pool:
        turns = Turns(
            name="CRM",
            due=due_connections,
            key=lambda due: due.connection_id,
            turn=lambda due: Turn(pool, due).run(),
            most_at_once=CONNECTIONS_AT_ONCE,
        )
        return await turns.run(seconds=ROUND_SECONDS)


class Turn:
    """One connection, until nothing is due, it does not answer, or its time is up."""

    def __init__(self, pool: Pool, due: DueConnection) -> None:
        self._pool, self._due = pool, due
        self._ends_at = monotonic() + TURN_SECONDS
        self._picked: list[UUID] = []

    async def run(self) -> int:
        try:
            return await self._run()
        except CrmProblem as problem:
            await self._in_scope(note_problem, self._due.connection_id, problem, self._picked)
            return 0

    async def _run(self) -> int:
        connection = await self._in_scope(CrmConnection.objects.get, id=self._due.connection_id)
        adapter, touched = adapter_for(connection, self._pool), 0
        while monotonic() < self._ends_at:
            records = await self._pick(connection, adapter)
            if not records:
                break
            await self._tell(connection, adapter, records)
            touched += len(records)
        touched += await pull(self._in_scope, connection, adapter)
        await self._in_scope(note_working, connection.id, adapter.usage)
        return touched

    async def _pick(self, connection: CrmConnection, adapter: Adapter) -> list[CrmRecord]:
        records = await self._in_scope(pick_records, connection.id, limit=adapter.most_at_once)
        self._picked = [record.id for record in records]
        return records

    async def _tell(self, connection: CrmConnection, adapter: Adapter, records: Sequence[CrmRecord]) -> None:
        erased = [record for record in records if record.wish == Wish.ERASE]
        await send(self._in_scope, connection, adapter, [one for one in records if one.wish == Wish.SEND])
        await erase(self._in_scope, connection, adapter, erased)
        self._picked = []

    async def _in_scope(self, call: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Call something in a short transaction of the vendor's."""

        def scoped() -> T:
            with vendor_scope(self._due.vendor_id):
                return call(*args, **more)

        return await sync_to_async(scoped)()
