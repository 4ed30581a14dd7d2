"""A stored decision, made again from what was stored, must come out the same."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import numpy as np

from routing.engine.decision import ROUNDING, Decision, rounded
from routing.engine.document import compile_policy
from routing.engine.facts import LeadFacts
from routing.engine.partner_table import PartnerTable
from routing.engine.router import Router
from routing.engine.routing_state import RoutingState
from routing.engine.version import Version

COMPARED: Final = (
    "lead_id", "outcome", "review_reason", "rule_index", "rule_name", "truth", "pool", "method", "deliver",
    "partner_id", "invited_ids", "suggested_ids", "chosen", "sla", "attempts", "steps", "account", "guard",
)  # fmt: skip


def replay(
    document: Mapping[str, Any],
    number: int,
    partner_table_snapshot: bytes,
    routing_state_snapshot: bytes,
    leads: Iterable[Mapping[str, Any]],
    now: datetime,
) -> list[Decision]:
    """The decisions of one batch, from its stored parts; `leads` are stored facts in batch order."""
    partner_table = PartnerTable.restore(partner_table_snapshot)
    routing_state = RoutingState.restore(routing_state_snapshot, partner_table)
    version = compile_policy(document, number=number)
    return list(
        replay_batch(
            (LeadFacts.from_json(lead) for lead in leads), version, partner_table, routing_state, now
        )
    )


def replay_batch(
    leads: Iterable[LeadFacts],
    version: Version,
    partner_table: PartnerTable,
    routing_state: RoutingState,
    now: datetime,
) -> Iterator[Decision]:
    """Decisions one by one, each applied before the next; for callers that keep restored parts."""
    return Router(version, partner_table).each(leads, routing_state, now)


def first_difference(stored: Decision, again: Decision) -> str | None:
    """The first respect in which two decisions differ, in words; None if they are the same.

    Credits compare as they are stored: to a thousandth of a lead.
    """
    for name in COMPARED:
        before, after = getattr(stored, name), getattr(again, name)
        if before != after:
            return f"{name}: {before!r} became {after!r}"
    for name in ("reasons", "eligible", "weights"):
        before, after = getattr(stored, name), getattr(again, name)
        if not np.array_equal(before, after):
            return f"{name}: {_first_unequal(before, after)}"
    return _credit_difference(stored, again)


def _credit_difference(stored: Decision, again: Decision) -> str | None:
    if stored.credit_before is None or again.credit_before is None:
        same = stored.credit_before is again.credit_before
        return None if same else "credit_before: missing on one side"
    before, after = rounded(stored.credit_before), rounded(again.credit_before)
    where = np.flatnonzero(before != after)
    if not len(where):
        return None
    place = int(where[0])
    partner_id = stored.partner_table.ids[int(stored.eligible[place])]
    old, new = int(before[place]) * ROUNDING, int(after[place]) * ROUNDING
    return f"credit_before: of {partner_id} was {old}, became {new}"


def _first_unequal(before: Any, after: Any) -> str:
    if len(before) != len(after):
        return f"{len(before)} entries became {len(after)}"
    place = int(np.flatnonzero(before != after)[0])
    return f"entry {place} was {int(before[place])}, became {int(after[place])}"
