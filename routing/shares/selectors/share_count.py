"""Entitled and received, added up from decisions. The figures are billionths of a lead."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from routing.batches.selectors.vendor_day import day_of, vendor_zone
from routing.decisions.selectors.stored_decisions import CHUNK, stored_partner_table
from routing.engine import LEAD, Decision, PartnerTable
from routing.models import Decision as DecisionRow

Line = tuple[int, int, int]
"""Entitled, received, and leads competed for."""

Key = tuple[str, date]


@dataclass
class Count:
    """A pool's day: how many decisions, and each partner's line."""

    decisions: int = 0
    lines: dict[str, Line] = field(default_factory=dict)


def count_decisions(ids: Collection[UUID]) -> dict[Key, Count]:
    """Pool and day (the vendor's) to what these decisions add; those that routed nothing add nothing."""
    if not ids:
        return {}
    zone = vendor_zone()
    sums: dict[tuple[str, date, UUID], Sum] = {}
    for pool, at, partner_table_id, body in _routed(ids):
        partner_table = stored_partner_table(partner_table_id)
        key = (pool, day_of(at, zone), partner_table_id)
        if key not in sums:
            sums[key] = Sum(partner_table)
        sums[key].add(Decision.decode(bytes(body), partner_table))
    return _joined(sums)


def _routed(ids: Collection[UUID]) -> Iterator[tuple[str, datetime, UUID, Any]]:
    rows = DecisionRow.objects.filter(id__in=list(ids), outcome="route").order_by()
    columns = rows.values_list("pool", "decided_at", "batch__partner_table_id", "body")
    return columns.iterator(chunk_size=CHUNK)


class Sum:
    """Columns over one partner table."""

    def __init__(self, partner_table: PartnerTable) -> None:
        self.partner_table = partner_table
        self.decisions = 0
        self.columns: NDArray[np.int64] = np.zeros((3, len(partner_table)), dtype=np.int64)

    def add(self, decision: Decision) -> None:
        contest = decision.contest
        if contest is None:
            return
        self.decisions += 1
        entitled, received, contests = self.columns
        entitled[contest.eligible] += contest.pay
        contests[contest.eligible] += 1
        for place, charge in zip(decision.chosen, decision.charges(), strict=True):
            received[contest.eligible[place]] += charge

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Those who competed at all."""
        for position in np.flatnonzero(self.columns[2]).tolist():
            entitled, received, contests = self.columns[:, position].tolist()
            yield self.partner_table.ids[position], (entitled, received, contests)


def _joined(sums: Mapping[tuple[str, date, UUID], Sum]) -> dict[Key, Count]:
    joined: dict[Key, Count] = {}
    for (pool, day, _), found in sums.items():
        count = joined.setdefault((pool, day), Count())
        count.decisions += found.decisions
        add_lines(count.lines, found.lines())
    return joined


def add_lines(lines: dict[str, Line], more: Iterable[tuple[str, Line]], sign: int = 1) -> None:
    """Add (or, with sign -1, take off) lines."""
    for partner_id, (entitled, received, contests) in more:
        old = lines.get(partner_id, (0, 0, 0))
        lines[partner_id] = (old[0] + sign * entitled, old[1] + sign * received, old[2] + sign * contests)


def in_leads(amount: int) -> float:
    """Billionths as leads, to a millionth: three shares of a third make a whole one again."""
    return round(amount / LEAD, 6)
