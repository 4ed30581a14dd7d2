"""What changed in the CRM comes in: page by page, each record for itself."""

from datetime import UTC, datetime, timedelta

from crm.adapters.adapter import Adapter, Page
from crm.locks import claim_pull
from crm.models import CrmConnection
from crm.selectors.changed import changed_accounts, changed_leads
from crm.services.note_health import look_at_once
from crm.services.save_cursor import save_cursor
from crm.services.take_account import take_account
from crm.services.take_lead import take_lead
from crm.services.test_connection import fields_of, save_test
from crm.sync.scoped import InScope
from prm.platform import clock

# Clocks differ, and a search may not know the latest changes yet: some are read twice, which does no harm.
OVERLAP = timedelta(minutes=2)
EVER = datetime(2000, 1, 1, tzinfo=UTC)


async def pull(in_scope: InScope, connection: CrmConnection, adapter: Adapter) -> int:
    """Look for changes where it is time to; returns how many records changed.

    A stream that breaks off is read again from where it was before.
    """
    if not await in_scope(claim_pull, connection):
        return 0
    taken = 0
    try:
        missing = await adapter.missing_fields(fields_of(connection))
        await in_scope(save_test, connection.id, missing)
        for stream in _streams(connection, adapter):
            taken += await _read(in_scope, connection, adapter, stream)
    except BaseException:
        await in_scope(look_at_once, connection.id)
        raise
    return taken


def _streams(connection: CrmConnection, adapter: Adapter) -> list[str]:
    leads = connection.sends_leads or connection.takes_changes or connection.takes_outcomes
    return [
        *(adapter.account_streams if connection.takes_accounts else ()),
        *(adapter.lead_streams if leads else ()),
    ]


async def _read(in_scope: InScope, connection: CrmConnection, adapter: Adapter, stream: str) -> int:
    began_at, taken = clock.now(), 0
    async for page in adapter.read_changes(stream, _since(connection, adapter, stream)):
        taken += await _take(in_scope, connection, page)
    await in_scope(save_cursor, connection.id, stream, began_at - OVERLAP)
    return taken


def _since(connection: CrmConnection, adapter: Adapter, stream: str) -> datetime:
    if cursor := connection.cursors.get(stream):
        return datetime.fromisoformat(cursor)
    return EVER if stream in adapter.account_streams else connection.created_at - OVERLAP


async def _take(in_scope: InScope, connection: CrmConnection, page: Page) -> int:
    leads = await in_scope(changed_leads, connection, page.leads) if page.leads else []
    for record_id, remote in leads:
        await in_scope(take_lead, connection, record_id, remote)
    accounts = await in_scope(changed_accounts, connection, page.accounts) if page.accounts else []
    for account in accounts:
        await in_scope(take_account, connection, account)
    return len(leads) + len(accounts)
