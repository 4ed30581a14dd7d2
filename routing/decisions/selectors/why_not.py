"""Why not me? Leads that a partner was passed over for, and its own reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from leads.models import LeadState
from leads.selectors.blind import BlindLead, blind_facts
from prm.platform import clock
from routing.decisions.selectors.decision_view import PartnerDecision, partner_view
from routing.decisions.selectors.stored_decisions import Stored, stored, with_parts
from routing.models import Decision as DecisionRow

UNKNOWN_TO_IT: Final = frozenset({"not_in_pool", "tier", "territory", "distance", "inactive"})
"""With one of these the lead was outside its pool or territory: the partner may not know of it."""

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
    """This partner's part in the newest decision on a lead; None for leads that it may not know of."""
    rows = _decisions().filter(lead_id=lead_id).order_by("-decided_at", "-id")
    row = rows.first()
    return None if row is None else _own_part(row, str(partner_id))


def passed_over(
    *, partner_id: UUID, days: int = 30, limit: int = 50, before: datetime | None = None
) -> tuple[list[PassedOver], datetime | None]:
    """The newest leads of these days (and `before` an instant) that this partner may know of and did not get,
    newest first; and the instant before which to ask for more, None at the end of the days.

    A call looks at a few hundred decisions at most, so it can find none and still say where to go on.
    """
    rows = _decisions().filter(decided_at__gte=clock.now() - timedelta(days=days))
    if before is not None:
        rows = rows.filter(decided_at__lt=before)
    newest = rows.exclude(partner_id=partner_id).order_by("-decided_at", "-id")[:MOST_LOOKED_AT]
    found: list[PassedOver] = []
    looked_at, last = 0, None
    for row, view in _parts(newest, str(partner_id)):
        looked_at, last = looked_at + 1, row.decided_at
        if view is not None:
            found.append(PassedOver(view.lead_id, row.decided_at, blind_facts(row.lead), view))
        if len(found) >= limit:
            return found, last
    return found, last if looked_at >= MOST_LOOKED_AT else None


def _decisions() -> QuerySet[DecisionRow]:
    return with_parts(DecisionRow.objects.exclude(lead__state=LeadState.ERASED).exclude(pool=""))


def _parts(
    rows: QuerySet[DecisionRow], partner_id: str
) -> Iterator[tuple[DecisionRow, PartnerDecision | None]]:
    """Each decision, with this partner's part in it: None for all but the newest decision of each lead, where
    the partner won, and where it may not know of the lead."""
    seen: set[UUID] = set()
    for row in rows.select_related("lead").iterator(chunk_size=LOOKED_AT_ONCE):
        view = _own_part(row, partner_id) if row.lead_id not in seen else None
        seen.add(row.lead_id)
        yield row, view if view is not None and view.part in LOST else None


def _own_part(row: DecisionRow, partner_id: str) -> PartnerDecision | None:
    found = stored(row)
    return partner_view(found, partner_id) if may_know_of(found, partner_id) else None


def may_know_of(found: Stored, partner_id: str) -> bool:
    """Whether the lead was in a pool of this partner's, and in its territory where the pool asks for one."""
    if found.partner_table.find(partner_id) is None or found.decision.contest is None:
        return False
    return UNKNOWN_TO_IT.isdisjoint(found.decision.reason_codes(partner_id))
