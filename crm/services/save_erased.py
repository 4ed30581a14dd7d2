"""What became of telling the CRM that a lead was erased."""

from uuid import UUID

from crm.adapters.adapter import Sent
from crm.locks import lock_record
from crm.models import RecordState
from crm.services.save_sent import put_off


def save_erased(record_id: UUID, sent: Sent) -> None:
    """The record is erased, or tried again later. Needs the vendor's scope."""
    record = lock_record(record_id)
    record.leased_until_at = None
    if sent.error and not sent.is_gone:
        put_off(record, sent)
    else:
        record.state, record.remote_id, record.last_error = RecordState.ERASED, "", ""
        record.seen, record.choices = {}, {}
    record.save()
