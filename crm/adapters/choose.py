"""The adapter of a connection."""

import json
from collections.abc import Mapping

from django.utils.translation import gettext

from crm.adapters.adapter import Adapter, CrmProblem
from crm.adapters.calls import Calls, Pool
from crm.adapters.hubspot import HubSpot
from crm.adapters.salesforce import Salesforce
from crm.models import CrmConnection, CrmKind
from prm.platform.sealed import Unreadable, seal, unseal

PURPOSE = "crm"


def adapter_for(connection: CrmConnection, pool: Pool) -> Adapter:
    """What speaks to this CRM. Raises CrmProblem where its credentials cannot be read."""
    made = HubSpot if connection.kind == CrmKind.HUBSPOT else Salesforce
    return made(
        calls=Calls(pool, connection.base_url),
        credentials=credentials_of(connection),
        external_field=connection.external_field,
        lead_fields=list(connection.mapping.values()),
        account_fields={ours: name for ours, name in connection.account_mapping.items() if name},
        account_filter=(connection.account_field, connection.account_value),
    )


def credentials_of(connection: CrmConnection) -> dict[str, str]:
    """The credentials in readable form. Raises CrmProblem."""
    if not connection.credentials:
        return {}
    try:
        read: dict[str, str] = json.loads(unseal(connection.credentials, PURPOSE))
    except Unreadable as error:
        words = gettext("The credentials cannot be read any more. Enter them again.")
        raise CrmProblem(words) from error
    return read


def sealed_credentials(credentials: Mapping[str, str]) -> str:
    """As they are kept."""
    return seal(json.dumps(dict(credentials)), PURPOSE)
