"""Why not me? Leads that a partner was passed over for, and its own reasons."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from leads.models import LeadState
from leads.selectors.blind import BlindLead, blind_facts
from prm.platform import clock
from routing.decisions.selectors.decision_view import PartnerDecision, partner_view
from routing.decisions.selectors.manual_decisions import manual_decisions, passed_by_hand
from routing.decisions.selectors.stored_decisions import Stored, stored, with_parts
from routing.models import Decision as DecisionRow
from routing.models import ManualDecision

UNKNOWN_TO_IT: Final = frozenset({"not_in_pool", "tier", "territory", "distance", "inactive"})
"""With one of these the lead was outside its pool or territory: the partner may not know of it."""

Row = DecisionRow | ManualDecision
LOST: Final = ("eligible", "outranked", "excluded")
MOST_LOOKED_AT: Final = 500
LOOKED_AT_ONCE: Final = 50


@dataclass(frozen=True)
class PassedOver:
    """A lead that went elsewhere: blind facts, and this partner's part in the decision."""

    lead_id: str
    decided_at: datetime
    blind: BlindLead
    view: PartnerDecision


def why_not(*, lead_id: UUID, partner_id: UUID) -> PartnerDecision | None:
    """This partner's part in the newest decision on a lead, the engine's or a person's.

    None for leads that it may not know of.
    """
    newest = [rows.filter(lead_id=lead_id).order_by("-decided_at", "-id").first() for rows in _decisions()]
    made = [row for row in newest if row is not None]
    return _own_part(max(made, key=_when), str(partner_id)) if made else None


def passed_over(
    *, partner_id: UUID, days: int = 30, limit: int = 50, before: datetime | None = None
) -> tuple[list[PassedOver], datetime | None]:
    """The newest leads of these days (and `before` an instant) that this partner may know of and did not get,
    newest first; and the instant before which to ask for more, None at the end of the days. What a person
    decided counts as what the engine did.

    A call looks at a few hundred decisions at most, so it can find none and still say where to go on.
    """
    since = clock.now() - timedelta(days=days)
    by_rules, by_hand = _decisions()
    of_others = (by_rules.exclude(partner_id=partner_id), by_hand)
    newest = [_newest(rows, since, before) for rows in of_others]
    found: list[PassedOver] = []
    looked_at, last = 0, None
    for row, view in _parts(heapq.merge(*newest, key=_when, reverse=True), str(partner_id)):
        looked_at, last = looked_at + 1, row.decided_at
        if view is not None:
            found.append(PassedOver(view.lead_id, row.decided_at, blind_facts(row.lead), view))
        if len(found) >= limit or looked_at >= MOST_LOOKED_AT:
            return found, last
    return found, None


def _decisions() -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The engine's, and those by hand."""
    by_rules = DecisionRow.objects.exclude(lead__state=LeadState.ERASED).exclude(pool="")
    return with_parts(by_rules), manual_decisions()


def _newest(rows: QuerySet[Any], since: datetime, before: datetime | None) -> Iterator[Row]:
    rows = rows.filter(decided_at__gte=since)
    if before is not None:
        rows = rows.filter(decided_at__lt=before)
    newest = rows.select_related("lead").order_by("-decided_at", "-id")[:MOST_LOOKED_AT]
    return newest.iterator(chunk_size=LOOKED_AT_ONCE)


def _when(row: Row) -> datetime:
    return row.decided_at


def _parts(rows: Iterable[Row], partner_id: str) -> Iterator[tuple[Row, PartnerDecision | None]]:
    """Each decision, with this partner's part in it: None for all but the newest decision of each lead, where
    the partner won, and where it may not know of the lead."""
    seen: set[UUID] = set()
    for row in rows:
        view = _own_part(row, partner_id) if row.lead_id not in seen else None
        seen.add(row.lead_id)
        yield row, view if view is not None and view.part in LOST else None


def _own_part(row: Row, partner_id: str) -> PartnerDecision | None:
    if isinstance(row, ManualDecision):
        return passed_by_hand(row, partner_id, UNKNOWN_TO_IT)
    found = stored(row)
    return partner_view(found, partner_id) if may_know_of(found, partner_id) else None


def may_know_of(found: Stored, partner_id: str) -> bool:
    """Whether the lead was in a pool of this partner's, and in its territory where the pool asks for one."""
    if found.partner_table.find(partner_id) is None or found.decision.contest is None:
        return False
    return UNKNOWN_TO_IT.isdisjoint(found.decision.reason_codes(partner_id))
