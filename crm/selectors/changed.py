"""Which of the records that a CRM gave differ from what is known of them."""

from collections.abc import Sequence
from uuid import UUID

from crm.adapters.adapter import Outcome, RemoteAccount, RemoteLead
from crm.models import CrmConnection, CrmRecord, RecordState
from crm.values import STATUS, digest, plain
from leads.models import LeadState

ENDS = {"won": LeadState.WON, "lost": LeadState.LOST}


def changed_leads(connection: CrmConnection, found: Sequence[RemoteLead]) -> list[tuple[UUID, RemoteLead]]:
    """Records of ours of which the CRM says something new, with what it says. One query."""
    records = CrmRecord.objects.filter(
        connection=connection, remote_id__in=[one.remote_id for one in found], lead__isnull=False
    ).exclude(state=RecordState.ERASED)
    by_remote = {record.remote_id: record for record in records.select_related("lead")}
    return [
        (record.id, remote)
        for remote in found
        if (record := by_remote.get(remote.remote_id)) and _is_news(connection, record, remote)
    ]


def _is_news(connection: CrmConnection, record: CrmRecord, remote: RemoteLead) -> bool:
    if remote.is_deleted or remote.merged_into:
        return True
    outcome = outcome_of(connection, record, remote)
    if outcome is not None and record.lead is not None and record.lead.state != ENDS[outcome.outcome]:
        return True
    return differs(connection, record, remote)


def differs(connection: CrmConnection, record: CrmRecord, remote: RemoteLead) -> bool:
    """Whether a value of the CRM is another than when both were last in step."""
    return not _is_stale(record, remote) and any(
        digest(record.id, ours, remote.values[name]) != record.seen[ours][1]
        for ours, name in connection.mapping.items()
        if name in remote.values and ours in record.seen
    )


def outcome_of(connection: CrmConnection, record: CrmRecord, remote: RemoteLead) -> Outcome | None:
    """How the CRM says that the lead ended: by its deal, or by a status that somebody set there."""
    if remote.outcome is not None:
        return remote.outcome
    value = remote.values.get(connection.mapping.get(STATUS, ""))
    status, seen = plain(STATUS, value), record.seen.get(STATUS)
    if seen is None or digest(record.id, STATUS, value) == seen[1] or _is_stale(record, remote):
        return None
    ended = (end for end in ENDS if status and status == plain(STATUS, connection.statuses.get(end)))
    end = next(ended, None)
    return Outcome(end) if end else None


def _is_stale(record: CrmRecord, remote: RemoteLead) -> bool:
    """A search of the CRM may still give a record as it was before we wrote to it."""
    if remote.changed_at is None or record.remote_at is None:
        return False
    return remote.changed_at < record.remote_at


def changed_accounts(connection: CrmConnection, found: Sequence[RemoteAccount]) -> list[RemoteAccount]:
    """Accounts that are new or say something new. One query."""
    records = CrmRecord.objects.filter(
        connection=connection, lead__isnull=True, remote_id__in=[one.remote_id for one in found]
    )
    by_remote = {record.remote_id: record for record in records}
    return [one for one in found if _is_news_of_account(by_remote.get(one.remote_id), one)]


def _is_news_of_account(record: CrmRecord | None, remote: RemoteAccount) -> bool:
    if remote.is_deleted or remote.merged_into:
        return record is not None
    if record is None or record.state == RecordState.FAILED:
        return True
    return any(
        name not in record.seen or digest(record.id, name, value) != record.seen[name][1]
        for name, value in remote.values.items()
    )
