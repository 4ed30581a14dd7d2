"""Testing a connection: whether the CRM lets us in, and has the fields of the mapping."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from crm.adapters.adapter import Field
from crm.models import CrmConnection
from crm.selectors.find import find_connection
from prm.platform import clock

OF_ACCOUNTS = "Account."


@transaction.atomic
def ask_for_test(*, connection_id: UUID) -> None:
    """Have the connection tested in the next turn, also while it rests. Raises NotFound."""
    connection = find_connection(connection_id)
    now = clock.now()
    CrmConnection.objects.filter(id=connection.id).update(
        test_asked_at=now, next_pull_at=now, rests_until_at=None, failures_in_a_row=0, last_error=""
    )


def fields_of(connection: CrmConnection) -> list[Field]:
    """Every field that the mapping asks of the CRM."""
    leads = [connection.external_field, *connection.mapping.values()]
    accounts = [*connection.account_mapping.values(), connection.account_field]
    wanted = (
        [Field(name, is_of_accounts=True) for name in accounts if name] if connection.takes_accounts else []
    )
    return [*(Field(name) for name in dict.fromkeys(leads)), *dict.fromkeys(wanted)]


def save_test(connection_id: UUID, missing: Sequence[Field]) -> None:
    """The CRM answered, and lacks these fields."""
    names = [f"{OF_ACCOUNTS if one.is_of_accounts else ''}{one.name}" for one in missing]
    CrmConnection.objects.filter(id=connection_id).update(tested_at=clock.now(), missing=names)
