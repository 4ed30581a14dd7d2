"""Single partners kept out by what happened before: earlier offers, claims, account limits."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import zip_longest
from typing import Final

import numpy as np

from routing.engine.partner_table import NO_LIMIT
from routing.engine.reasons import BIT
from routing.engine.scene import Case

Particular = tuple[tuple[int, np.uint64], ...]
"""Partner table positions and the reason bit each gets for this one lead."""


def already_offered(case: Case) -> Iterator[int]:
    """Had this lead before; with a cooldown, only until it has passed."""
    lead, cooldown = case.lead, case.scene.pool.cooldown
    for partner_id, offered_at in zip_longest(lead.previous_partner_ids, lead.previous_offered_at):
        position = case.scene.partner_table.find(partner_id)
        if position is None:
            continue
        lasting = cooldown is None or offered_at is None
        if lasting or case.now < offered_at + timedelta(seconds=cooldown or 0):
            yield position


def conflict(case: Case) -> Iterator[int]:
    """Named as in conflict with this lead."""
    for partner_id in case.lead.conflict_partner_ids:
        position = case.scene.partner_table.find(partner_id)
        if position is not None:
            yield position


def account_limit(case: Case) -> Iterator[int]:
    """Has as many open leads from this account as it, or the pool, allows."""
    account = case.lead.counted_account
    if account is None:
        return
    pool_limit = case.scene.pool.max_per_account
    limits = case.scene.partner_table.max_per_account
    for position, count in case.routing_state.account_counts(account).items():
        limit = int(limits[position]) if pool_limit is None else min(pool_limit, int(limits[position]))
        if limit < NO_LIMIT and count >= limit:
            yield position


HISTORY_CHECKS: Final = (
    ("already_offered", already_offered),
    ("conflict", conflict),
    ("account_limit", account_limit),
)


def particular_reasons(case: Case) -> Particular:
    """Partner table position and reason bit for each partner kept out by name, in partner table order."""
    return tuple(sorted((place, BIT[code]) for code, check in HISTORY_CHECKS for place in set(check(case))))
