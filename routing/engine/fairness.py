"""How fair it has been: entitled and received, the bound, and indices over all partners.

`docs/fairness.md` proves the bounds. Everything is in leads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from routing.engine.credit import LEAD
from routing.engine.decision import Decision
from routing.engine.geometry import Floats


class Bound(NamedTuple):
    """The most a partner may be ahead of, and behind, its entitlement."""

    ahead: float
    behind: float


@dataclass(frozen=True, slots=True)
class Share:
    """One partner in one pool: leads it was entitled to, leads it received, and chances it had."""

    partner_id: str
    pool: str
    entitled: float
    received: float
    contests: int

    @property
    def deviation(self) -> float:
        """Received less entitled: above zero is ahead."""
        return self.received - self.entitled


def harmonic(count: int) -> float:
    """1 + 1/2 + ... + 1/count."""
    return sum(1 / k for k in range(count, 0, -1))


def bound_all_eligible(members: int) -> Bound:
    """For a pool whose members all compete for every lead, whatever their weights do."""
    if members < 1:
        return Bound(0.0, 0.0)
    return Bound(1 - 1 / members, harmonic(members) - 1)


def bound_any_eligibility(members: int) -> Bound:
    """For a pool where anyone may be missing from any contest, for any reason."""
    most = max(members - 1, 0) / 2
    return Bound(most, most)


def bound_of_invitations(members: int, invited: int) -> Bound:
    """For so many invited at once, where all compete and nobody's part of a lead is above 1/invited."""
    if members < 1:
        return Bound(0.0, 0.0)
    several = min(invited, members)
    return Bound(1 - 1 / members, sum(min(1 / several, 1 / k) for k in range(2, members + 1)))


def shares_of(decisions: Iterable[Decision]) -> list[Share]:
    """Entitled and received for every partner and pool that competed, in order of pool and partner.

    A claim counts an equal part of the lead for each partner invited, as credits do.
    """
    totals: dict[tuple[str, str], list[float]] = {}
    for decision in decisions:
        if decision.outcome != "route" or decision.contest is None:
            continue
        _add(totals, decision)
    return [
        Share(partner_id, pool, entitled / LEAD, received / LEAD, int(contests))
        for (pool, partner_id), (entitled, received, contests) in sorted(totals.items())
    ]


def _add(totals: dict[tuple[str, str], list[float]], decision: Decision) -> None:
    contest = decision.contest
    if contest is None:
        return
    charged = dict(zip(decision.chosen, decision.charges(), strict=True))
    ids = decision.partner_table.ids
    for place, (position, pay) in enumerate(
        zip(contest.eligible.tolist(), contest.pay.tolist(), strict=True)
    ):
        row = totals.setdefault((contest.pool, ids[position]), [0, 0, 0])
        row[0] += pay
        row[1] += charged.get(place, 0)
        row[2] += 1


def largest_deviation(shares: Sequence[Share]) -> float:
    """The largest distance from entitlement, either way."""
    return max((abs(share.deviation) for share in shares), default=0.0)


def jain_index(values: Sequence[float] | Floats) -> float:
    """Jain, Chiu and Hawe 1984: 1 when all are equal, 1/n when one has everything; 1 for nothing at all.

    Give it received over entitled to judge unequal weights.
    """
    numbers = np.asarray(values, dtype=np.float64)
    squares = float((numbers**2).sum()) * len(numbers)
    return float(numbers.sum()) ** 2 / squares if squares > 0 else 1.0


def gini_index(values: Sequence[float] | Floats) -> float:
    """Gini 1912: 0 when all are equal, towards 1 when one has everything; 0 for nothing at all."""
    numbers = np.sort(np.asarray(values, dtype=np.float64))
    total = float(numbers.sum())
    if total <= 0:
        return 0.0
    ranks = np.arange(1, len(numbers) + 1)
    return float(2 * (ranks * numbers).sum() / (len(numbers) * total) - (len(numbers) + 1) / len(numbers))


def satisfaction(shares: Sequence[Share]) -> list[float]:
    """Received over entitled, for everyone entitled to anything."""
    return [share.received / share.entitled for share in shares if share.entitled > 0]


def starved(shares: Sequence[Share], at_least: float = 1.0) -> list[Share]:
    """Entitled to a lead or more, and without any."""
    return [share for share in shares if share.entitled >= at_least and share.received == 0]
