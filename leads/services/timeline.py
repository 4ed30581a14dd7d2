"""Writing to leads' timelines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from leads.models import LeadEvent
from prm.platform import clock
from prm.platform.actors import SYSTEM, Actor
from prm.platform.ids import new_id
from prm.platform.tenants.rows import insert_values
from prm.platform.tenants.scope import current_vendor_id

COLUMNS = ("id", "vendor_id", "lead_id", "kind", "at", "actor_kind", "actor_id", "partner_id", "detail")


@dataclass(frozen=True)
class TimelineEntry:
    """One event to be written. `detail`: ids, codes and numbers only, never personal data."""

    lead_id: UUID
    kind: str
    actor: Actor = SYSTEM
    at: datetime | None = None
    partner_id: UUID | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def record(timeline_entries: Iterable[TimelineEntry]) -> list[UUID]:
    """Append events in one statement, in the caller's transaction; their ids."""
    now, vendor_id = clock.now(), current_vendor_id()
    rows = [(new_id(), vendor_id, *_row(timeline_entry, now)) for timeline_entry in timeline_entries]
    insert_values(LeadEvent, COLUMNS, rows)
    return [row[0] for row in rows]


def _row(timeline_entry: TimelineEntry, now: datetime) -> tuple[Any, ...]:
    actor = timeline_entry.actor
    return (
        timeline_entry.lead_id,
        timeline_entry.kind,
        timeline_entry.at or now,
        actor.kind,
        actor.id,
        timeline_entry.partner_id,
        timeline_entry.detail,
    )
