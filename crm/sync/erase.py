"""An erased lead is erased in the CRM, as the connection says."""

from collections.abc import Sequence
from dataclasses import replace

from crm.adapters.adapter import Adapter, Sending, Sent
from crm.models import CrmConnection, CrmRecord, OnErase
from crm.services.save_erased import save_erased
from crm.sync.scoped import InScope
from crm.values import LOCKED, Value


async def erase(
    in_scope: InScope, connection: CrmConnection, adapter: Adapter, records: Sequence[CrmRecord]
) -> None:
    """Delete or empty these records, or leave them; each result is saved for itself."""
    if not records:
        return
    sendings = [_sending(connection, record) for record in records]
    answers = await _told(connection, adapter, sendings)
    for record, sent in zip(records, answers, strict=True):
        await in_scope(save_erased, record.id, sent)


async def _told(connection: CrmConnection, adapter: Adapter, sendings: Sequence[Sending]) -> list[Sent]:
    if connection.on_erase == OnErase.KEEP:
        return [Sent() for _ in sendings]
    found = await _found(adapter, sendings)
    there = [one for one in found if one.remote_id]
    tell = adapter.send_leads if connection.on_erase == OnErase.BLANK else adapter.delete_leads
    answers = iter(await tell(there) if there else ())
    return [next(answers) if one.remote_id else Sent() for one in found]


async def _found(adapter: Adapter, sendings: Sequence[Sending]) -> list[Sending]:
    """Of a sending that was never answered nobody knows whether it arrived: its record is looked for."""
    unknown = [one.lead_id for one in sendings if not one.remote_id]
    there = await adapter.find_leads(unknown) if unknown else {}
    return [
        replace(one, remote_id=there[one.lead_id].remote_id) if one.lead_id in there else one
        for one in sendings
    ]


def _sending(connection: CrmConnection, record: CrmRecord) -> Sending:
    assert record.lead_id is not None
    blank: dict[str, Value] = {
        name: False if ours == LOCKED else "" for ours, name in connection.mapping.items()
    }
    return Sending(record.lead_id, blank, record.remote_id)
