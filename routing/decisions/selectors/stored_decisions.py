"""Stored decisions as the engine reads them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from prm.platform.tenants.scope import current_vendor_id
from routing.engine import Decision, LeadFacts, PartnerTable, Version
from routing.models import Decision as DecisionRow
from routing.models import PartnerTableSnapshot
from routing.policies.selectors.published import compiled_version

CHUNK: Final = 500


@dataclass(frozen=True)
class Stored:
    """A decision's row with its engine form and what it was made on."""

    row: DecisionRow
    decision: Decision
    partner_table: PartnerTable
    version: Version

    @property
    def facts(self) -> LeadFacts:
        """The lead as the engine saw it."""
        return LeadFacts.from_json(self.row.lead_facts)


def stored(row: DecisionRow) -> Stored:
    """One decision decoded; its batch and policy version should come with the row (`with_parts`)."""
    partner_table = stored_partner_table(row.batch.partner_table_id)
    return Stored(
        row=row,
        decision=Decision.decode(bytes(row.body), partner_table),
        partner_table=partner_table,
        version=compiled_version(row.batch.policy_version),
    )


def with_parts(rows: QuerySet[DecisionRow]) -> QuerySet[DecisionRow]:
    """The rows with what `stored` needs, and without the routing states, which are large."""
    return rows.select_related("batch__policy_version").defer("batch__routing_state")


def stored_partner_table(snapshot_id: UUID) -> PartnerTable:
    """A stored partner table, kept in the process: snapshots never change."""
    return _restored(current_vendor_id(), snapshot_id)


@lru_cache(maxsize=32)
def _restored(vendor_id: UUID, snapshot_id: UUID) -> PartnerTable:
    body = PartnerTableSnapshot.objects.values_list("body", flat=True).get(id=snapshot_id)
    return PartnerTable.restore(bytes(body))
