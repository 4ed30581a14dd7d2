"""Keeping the keys by which companies are found."""

from collections.abc import Iterable, Sequence

from leads.identity.company import digest
from leads.identity.likeness import neighbour_keys
from leads.models import DealRegistration, Lead, StrategicAccount
from leads.models.company_key import CompanyKey, KeyOf
from prm.platform.ids import new_id
from prm.platform.tenants.rows import insert_values
from prm.platform.tenants.scope import current_vendor_id

Known = Lead | DealRegistration | StrategicAccount
_KINDS = {Lead: KeyOf.LEAD, DealRegistration: KeyOf.DEAL, StrategicAccount: KeyOf.ACCOUNT}
_COLUMNS = ("id", "digest", "subject_id")


def add_company_keys(rows: Sequence[Known]) -> None:
    """Write the keys of new rows, all of one model, in one statement."""
    if not rows:
        return
    vendor_id = current_vendor_id()
    values = [(new_id(), digest(key, vendor_id), row.id) for row in rows for key in _keys(row)]
    same = {"vendor_id": vendor_id, "kind": _KINDS[type(rows[0])].value}
    insert_values(CompanyKey, _COLUMNS, values, same=same)


def _keys(row: Known) -> list[str]:
    """A lead is found by the beginning of its name, too: names that are almost the same are compared."""
    return neighbour_keys(row) if isinstance(row, Lead) else row.company_keys


def change_company_keys(row: Known) -> None:
    """Replace the keys of a row that has changed."""
    drop_company_keys([row])
    add_company_keys([row])


def drop_company_keys(rows: Iterable[Known]) -> None:
    """Remove the keys of rows."""
    CompanyKey.objects.filter(subject_id__in=[row.id for row in rows]).delete()
