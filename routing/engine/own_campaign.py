"""Leads that a partner's own campaign brought: they are that partner's, before every rule.

What the pool asks of partners does not count against it. What says that it cannot take a lead at all does:
not active, full, away, this lead before, somebody else's deal.
"""

from functools import reduce
from operator import or_
from typing import Final

import numpy as np

from routing.engine.credit import Index
from routing.engine.eligibility.history import Particular
from routing.engine.reasons import BIT, Bits
from routing.engine.scene import Case

STEP: Final = "own_campaign"
CANNOT_TAKE: Final = reduce(
    or_,
    (
        BIT[code]
        for code in (
            "inactive", "policy_not_signed", "capacity", "away", "paused", "paused_missed", "already_offered",
            "conflict", "cap_day", "cap_week", "cap_month", "outside_hours", "weight_zero", "unreachable",
        )
    ),
)  # fmt: skip


def own_campaign(case: Case, static: Bits, dynamic: Bits, particular: Particular) -> int | None:
    """Where the partner stands whose campaign brought the lead, if it can take it; else None."""
    position = case.scene.partner_table.find(case.lead.sourced_partner_id)
    if position is None or case.lead.protected_partner_id not in (None, case.lead.sourced_partner_id):
        return None
    bits = int(static[position]) | int(dynamic[position])
    bits |= reduce(or_, (int(bit) for place, bit in particular if place == position), 0)
    return None if bits & int(CANNOT_TAKE) else position


def with_partner(index: Index, position: int) -> Index:
    """The contenders with this partner among them, ascending."""
    return index if position in index else np.sort(np.append(index, position))
