"""Writing to leads' timelines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from leads.models import LeadEvent
from prm import clock
from prm.actors import SYSTEM, Actor
from prm.tenants.rows import insert_rows


@dataclass(frozen=True)
class Happening:
    """One event to be written. `detail`: ids, codes and numbers only, never personal data."""

    lead_id: UUID
    kind: str
    actor: Actor = SYSTEM
    at: datetime | None = None
    partner_id: UUID | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def record(happenings: Iterable[Happening]) -> list[LeadEvent]:
    """Append events in one statement, in the caller's transaction."""
    now = clock.now()
    return list(insert_rows([_row(happening, now) for happening in happenings]))


def _row(happening: Happening, now: datetime) -> LeadEvent:
    return LeadEvent(
        lead_id=happening.lead_id,
        kind=happening.kind,
        at=happening.at or now,
        actor_kind=happening.actor.kind,
        actor_id=happening.actor.id,
        partner_id=happening.partner_id,
        detail=dict(happening.detail),
    )
