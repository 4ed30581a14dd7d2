"""Writing to leads' timelines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from leads.models import LeadEvent
from prm import clock
from prm.actors import SYSTEM, Actor
from prm.ids import new_id
from prm.tenants.rows import insert_values
from prm.tenants.scope import current_vendor_id

COLUMNS = ("id", "vendor_id", "lead_id", "kind", "at", "actor_kind", "actor_id", "partner_id", "detail")


@dataclass(frozen=True)
class Happening:
    """One event to be written. `detail`: ids, codes and numbers only, never personal data."""

    lead_id: UUID
    kind: str
    actor: Actor = SYSTEM
    at: datetime | None = None
    partner_id: UUID | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def record(happenings: Iterable[Happening]) -> list[UUID]:
    """Append events in one statement, in the caller's transaction; their ids."""
    now, vendor_id = clock.now(), current_vendor_id()
    rows = [(new_id(), vendor_id, *_row(happening, now)) for happening in happenings]
    insert_values(LeadEvent, COLUMNS, rows)
    return [row[0] for row in rows]


def _row(happening: Happening, now: datetime) -> tuple[Any, ...]:
    actor = happening.actor
    return (
        happening.lead_id,
        happening.kind,
        happening.at or now,
        actor.kind,
        actor.id,
        happening.partner_id,
        happening.detail,
    )
