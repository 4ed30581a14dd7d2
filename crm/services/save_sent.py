"""What became of a sending is written down: one short transaction for each record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from crm.adapters.adapter import Sent
from crm.locks import lock_record
from crm.merge import Clash, Merged
from crm.models import CrmConflict, CrmRecord, RecordState, Why, Winner
from crm.selectors.to_send import ToSend
from crm.services.crm_actor import crm_actor
from crm.values import Value, digest, values_of
from leads.fields.catalogue import LEAD
from leads.models import Lead
from leads.services.correct_lead import correct_lead
from prm.platform import clock
from prm.platform.errors import ProductError
from prm.platform.outbox.backoff import wait_after


@dataclass(frozen=True)
class Result:
    """One record after a turn: what was merged, what was answered (None: nothing had to be sent).

    `found_id`: under this ID the CRM had the lead already.
    """

    to_send: ToSend
    merged: Merged = field(default_factory=Merged)
    sent: Sent | None = None
    remote_at: datetime | None = None
    is_missing: bool = False
    relinked_to: str = ""
    found_id: str = ""


def save_sent(result: Result) -> None:
    """Take what the CRM changed, and set the record's state. Needs the vendor's scope.

    Locks the lead, where it is changed, before the record. What was answered twice is written twice and does
    no harm.
    """
    taken = _take(result)
    record = lock_record(result.to_send.record.id)
    if record.state == RecordState.ERASED or record.wish != result.to_send.record.wish:
        # It was erased meanwhile; the CRM is told next, and finds the record by what was answered now.
        _keep_remote(record, result)
        record.save(update_fields=["remote_id", "leased_until_at"])
        return
    _settle(record, result, taken)
    record.save()


def _settle(record: CrmRecord, result: Result, taken: "Taken") -> None:
    record.leased_until_at = None
    sent = result.sent
    if result.is_missing or (sent is not None and sent.is_gone):
        unlink(record)
    elif result.relinked_to:
        link(record, result.relinked_to)
        wait(record)
    elif sent is not None and sent.error:
        _keep_seen(record, result)
        put_off(record, sent)
    elif sent is not None and sent.is_met:
        _keep_remote(record, result)
        record.seen, record.last_error = {}, ""
        wait(record)
    else:
        _in_step(record, result, taken)


def _in_step(record: CrmRecord, result: Result, taken: "Taken") -> None:
    _keep_remote(record, result)
    _keep_seen(record, result)
    for name, pair in taken.seen.items():
        record.seen[name] = pair
    write_conflicts(record, result.merged)
    record.choices = {name: won for name, won in record.choices.items() if name not in result.merged.seen}
    record.remote_at = (
        (result.sent.changed_at if result.sent else None) or result.remote_at or record.remote_at
    )
    record.attempts, record.synced_at, record.last_error = 0, clock.now(), taken.error
    if record.changes != result.to_send.changes + taken.marks:
        wait(record)
        return
    is_open = CrmConflict.objects.filter(record=record, resolved_at=None).exists()
    record.state = RecordState.CONFLICT if is_open else RecordState.SYNCED


def put_off(record: CrmRecord, sent: Sent) -> None:
    """Try again later, or give up; the record shows why."""
    record.last_error = sent.error
    wait_for = None if sent.is_final else wait_after(record.attempts, record.id)
    record.state = RecordState.FAILED if wait_for is None else RecordState.WAITING
    record.next_attempt_at = clock.now() + wait_for if wait_for else clock.now()


def wait(record: CrmRecord) -> None:
    """The record is due again at once."""
    record.state, record.next_attempt_at, record.attempts = RecordState.WAITING, clock.now(), 0


def unlink(record: CrmRecord, words: str = "") -> None:
    """The CRM has the record no more: nothing is sent until somebody asks for it."""
    record.state, record.attempts = RecordState.UNLINKED, 0
    record.remote_id, record.seen, record.choices = "", {}, {}
    record.last_error = words or gettext(
        "The record was deleted in the CRM. Send it again to make a new one."
    )
    CrmConflict.objects.filter(record=record, resolved_at=None).update(
        resolved_at=clock.now(), why=Why.OUTDATED
    )


def link(record: CrmRecord, remote_id: str) -> None:
    """The record has this ID in the CRM from now on; a record that had it is unlinked."""
    if record.remote_id == remote_id:
        return
    others = CrmRecord.objects.filter(connection_id=record.connection_id, remote_id=remote_id)
    for other in others.exclude(id=record.id):
        unlink(other, gettext("Another lead has this record in the CRM now."))
        other.save()
    record.remote_id = remote_id
    record.save(update_fields=["remote_id"])


def _keep_remote(record: CrmRecord, result: Result) -> None:
    record.leased_until_at = None
    remote_id = (result.sent.remote_id if result.sent else "") or result.found_id
    if remote_id:
        link(record, remote_id)


def _keep_seen(record: CrmRecord, result: Result) -> None:
    """The digests of what is in step; what could not be sent stays as it was."""
    failed = set(result.merged.send) if result.sent is not None and result.sent.error else set()
    record.seen |= {name: list(pair) for name, pair in result.merged.seen.items() if name not in failed}


def write_conflicts(record: CrmRecord, merged: Merged) -> None:
    """Keep what clashed and how that was resolved; what no longer clashes is resolved, too."""
    now = clock.now()
    still_open = CrmConflict.objects.filter(record=record, resolved_at=None)
    still_open.filter(field__in=merged.settled).update(resolved_at=now, why=Why.SAME)
    known = set(still_open.values_list("field", flat=True))
    CrmConflict.objects.bulk_create(
        _conflict(record, clash, now) for clash in merged.clashes if clash.winner or clash.field not in known
    )


def _conflict(record: CrmRecord, clash: Clash, now: datetime) -> CrmConflict:
    return CrmConflict(
        record=record,
        field=clash.field,
        ours=clash.ours,
        theirs=clash.theirs,
        winner=Winner(clash.winner) if clash.winner else "",
        why=Why(clash.why) if clash.why else "",
        found_at=now,
        resolved_at=now if clash.winner else None,
    )


@dataclass(frozen=True)
class Taken:
    """What came of changes of the CRM: the digests of what the lead has now, and what stood in the way."""

    seen: Mapping[str, list[str]] = field(default_factory=dict)
    error: str = ""
    marks: int = 0


def _take(result: Result) -> Taken:
    take, about = result.merged.take, result.to_send
    if not take:
        return Taken()
    before = CrmRecord.objects.get(id=about.record.id).changes
    try:
        lead = correct_lead(
            lead_id=about.lead.id,
            changes={name: _given(name, value) for name, value in take.items()},
            actor=crm_actor(about.record.connection_id),
        )
    except ProductError as refused:
        return Taken(error=str(refused))
    after = CrmRecord.objects.get(id=about.record.id).changes
    return Taken(_seen_after(about, lead, take, result.merged), marks=after - before)


def _seen_after(about: ToSend, lead: Lead, take: Mapping[str, Value], merged: Merged) -> dict[str, list[str]]:
    """Ours is what was made of their value, such as a phone number in its normal form."""
    key, own = about.record.id, values_of(lead, None, {}, {})
    return {name: [digest(key, name, own[name]), merged.seen[name][1]] for name in take}


def _given(name: str, value: Value) -> Any:
    """A value as somebody would post it: nothing is null, a list is a list."""
    if value is None or value == "":
        return None
    return str(value).split(";") if isinstance(LEAD[name].absent, tuple | list) else value
