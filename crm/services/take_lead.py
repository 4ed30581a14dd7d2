"""What the CRM says of a lead: gone, merged, ended, or changed."""

from uuid import UUID

from crm.adapters.adapter import RemoteLead
from crm.locks import lock_record
from crm.models import CrmConnection, CrmRecord, RecordState, Wish
from crm.selectors.changed import differs, outcome_of
from crm.services.save_sent import link, unlink, wait
from crm.services.take_outcome import take_outcome


def take_lead(connection: CrmConnection, record_id: UUID, remote: RemoteLead) -> None:
    """Take the outcome; let what else changed be merged in the next turn. Needs the vendor's scope.

    An erased lead's record only waits for being erased there. Locks the lead, where it ends, before the
    record.
    """
    if remote.is_deleted or remote.merged_into:
        _relink(record_id, remote)
        return
    outcome = outcome_of(connection, CrmRecord.objects.get(id=record_id), remote)
    if outcome is not None and connection.takes_outcomes:
        take_outcome(connection, record_id, outcome)
    record = lock_record(record_id)
    if record.wish == Wish.SEND and differs(connection, record, remote):
        if record.state != RecordState.WAITING:
            wait(record)
        record.changes += 1
        record.save()


def _relink(record_id: UUID, remote: RemoteLead) -> None:
    record = lock_record(record_id)
    if record.wish == Wish.ERASE:
        _finish_erasing(record, remote)
    elif remote.merged_into:
        link(record, remote.merged_into)
        # Whatever the record has by now is compared with the lead.
        record.seen = {}
        wait(record)
    else:
        unlink(record)
    record.save()


def _finish_erasing(record: CrmRecord, remote: RemoteLead) -> None:
    """A record that was merged is erased where it went."""
    if remote.merged_into:
        link(record, remote.merged_into)
        wait(record)
    elif record.state != RecordState.WAITING:
        record.state = RecordState.ERASED
