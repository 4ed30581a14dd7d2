"""Leads go out: the CRM's records are read, merged with ours, and written where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from crm.adapters.adapter import Adapter, RemoteLead, Sending, Sent
from crm.merge import Merged, Theirs, merge
from crm.models import CrmConnection, CrmRecord
from crm.selectors.to_send import ToSend, to_send
from crm.services.save_sent import Result, save_sent
from crm.sync.scoped import InScope
from crm.values import Value


async def send(
    in_scope: InScope, connection: CrmConnection, adapter: Adapter, records: Sequence[CrmRecord]
) -> None:
    """Bring picked records in step, a batch at a time; each result is saved for itself.

    A process that dies between the CRM's answer and ours leaves a lease to lapse: the record is then sent
    again, to the same place.
    """
    if not records:
        return
    ready = await in_scope(to_send, connection, records)
    known = [one.record.remote_id for one in ready if one.record.remote_id]
    unknown = [one.lead.id for one in ready if not one.record.remote_id]
    there = await adapter.read_leads(known) if known else {}
    found = await adapter.find_leads(unknown) if unknown else {}
    results = [_merged(connection, one, there, found.get(one.lead.id)) for one in ready]
    answers = await _sent(connection, adapter, results)
    for result in results:
        await in_scope(save_sent, replace(result, sent=answers.get(result.to_send.record.id)))


def _merged(
    connection: CrmConnection, one: ToSend, there: Mapping[str, RemoteLead], found: RemoteLead | None
) -> Result:
    record = one.record
    if not record.remote_id and found is None:
        return Result(one, merge(one.ours, None, {}, one.terms))
    remote = found if not record.remote_id else there.get(record.remote_id)
    if remote is not None and remote.merged_into:
        return Result(one, relinked_to=remote.merged_into)
    if remote is None or remote.is_deleted:
        return Result(one, is_missing=True)
    theirs = Theirs(_by_ours(connection, remote), remote.changed_at)
    seen = {name: (pair[0], pair[1]) for name, pair in record.seen.items()}
    merged = merge(one.ours, theirs, seen, one.terms)
    return Result(one, merged, remote_at=remote.changed_at, found_id=found.remote_id if found else "")


def _by_ours(connection: CrmConnection, remote: RemoteLead) -> dict[str, Value]:
    """The values of a record by our names."""
    return {ours: remote.values[name] for ours, name in connection.mapping.items() if name in remote.values}


async def _sent(connection: CrmConnection, adapter: Adapter, results: Sequence[Result]) -> dict[UUID, Sent]:
    sending = [one for one in results if one.merged.send] if connection.sends_leads else []
    if not sending:
        return {}
    answers = await adapter.send_leads(
        [
            Sending(
                lead_id=one.to_send.lead.id,
                values=_by_theirs(connection, one.merged),
                remote_id=one.to_send.record.remote_id or one.found_id,
            )
            for one in sending
        ]
    )
    return {one.to_send.record.id: sent for one, sent in zip(sending, answers, strict=True)}


def _by_theirs(connection: CrmConnection, merged: Merged) -> dict[str, Value]:
    return {connection.mapping[name]: value for name, value in merged.send.items()}
