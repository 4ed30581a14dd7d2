"""Connections with their counts, and lists of records."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from crm.models import CrmConflict, CrmConnection, CrmRecord, RecordState
from leads.models import Lead


@dataclass(frozen=True)
class Counted:
    """A connection, and how many records are in each state."""

    connection: CrmConnection
    counts: dict[str, int]

    def states(self) -> Iterator[tuple[RecordState, int]]:
        """The states that there are records in."""
        return ((state, self.counts[state.value]) for state in RecordState if self.counts.get(state.value))


def counted_connections() -> list[Counted]:
    """All connections. Two queries."""
    counts: dict[object, dict[str, int]] = defaultdict(dict)
    rows = CrmRecord.objects.order_by().values_list("connection_id", "state").annotate(n=Count("id"))
    for connection_id, state, number in rows:
        counts[connection_id][state] = number
    return [Counted(one, counts[one.id]) for one in CrmConnection.objects.all()]


def listed_records() -> QuerySet[CrmRecord]:
    """Records with what they are about, those that changed last first."""
    return CrmRecord.objects.select_related("connection", "lead", "partner").order_by("-created_at", "-id")


def records_of_lead(lead: Lead) -> list[CrmRecord]:
    """The lead's records, one for each CRM."""
    return list(CrmRecord.objects.filter(lead=lead).select_related("connection").order_by("connection_id"))


def needing_a_person() -> QuerySet[CrmRecord]:
    """Records that wait for somebody: a conflict to decide, or given up."""
    return CrmRecord.objects.filter(state__in=(RecordState.CONFLICT, RecordState.FAILED))


def conflicts_of(record: CrmRecord) -> QuerySet[CrmConflict]:
    """What differed, the latest first, those that are open before all others."""
    return CrmConflict.objects.filter(record=record).select_related("resolved_by")
