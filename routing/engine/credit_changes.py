"""Rules of credit beyond the single decision: turns given back, and members who come and go.

Everything here returns changes of credit that sum to exactly zero, for the caller to write.
"""

from collections.abc import Mapping
from typing import Final

from routing.engine.decision import Decision

Changes = dict[str, int]

PAID_BACK: Final = frozenset({"withdrawn", "duplicate", "spam"})
"""Ends of an offer that are nobody's turn: the vendor took the lead back, or it was none."""

COUNTED: Final = frozenset({"accepted", "expired", "revoked", "closed"})
"""Ends of an offer that are the partner's turn, whatever came of it."""


def change_after(decision: Decision, end: str, *, decline_counts: bool = True) -> Changes:
    """What the end of an offer changes: nothing where it was a turn, everything undone where not.

    `end` is one of `PAID_BACK`, `COUNTED` or `declined`, which the pool decides; by default
    a decline is a turn, so that picking the cherries does not pay. Raises ValueError for
    another word. Call it once an offer: it does not know what was paid back before.
    """
    if end in COUNTED or (end == "declined" and decline_counts):
        return {}
    if end in PAID_BACK or end == "declined":
        return paid_back(decision)
    raise ValueError(f"{end!r} is not an end of an offer")


def paid_back(decision: Decision) -> Changes:
    """The decision undone: the chosen gets its turn back from those who were paid for it."""
    return {partner_id: -change for partner_id, change in decision.credit_deltas().items()}


def joining(credits: Mapping[str, int], partner_id: str) -> Changes:
    """A newcomer starts at zero, owed nothing and owing nothing: what clears anything left over."""
    return leaving(credits, partner_id)


def leaving(credits: Mapping[str, int], partner_id: str) -> Changes:
    """A member leaves the pool for good: its credit goes to the others, and the sum stays zero.

    What it was owed raises those who are owed least; what it had ahead lowers those who are
    owed most. Filled like water, this keeps the proven bounds (see docs/fairness.md).
    """
    credit = credits.get(partner_id, 0)
    others = {other: owed for other, owed in credits.items() if other != partner_id}
    if credit == 0 or not others:
        return {}
    levelled = _poured(others, credit) if credit > 0 else _drained(others, -credit)
    changes = {other: levelled[other] - owed for other, owed in others.items() if levelled[other] != owed}
    return {**changes, partner_id: -credit}


def _poured(levels: Mapping[str, int], amount: int) -> dict[str, int]:
    """The amount poured over the lowest until they stand level; odd units go by id."""
    order = sorted(levels, key=lambda partner_id: (levels[partner_id], partner_id))
    filled = dict(levels)
    under, held = 0, 0
    while under < len(order) and levels[order[under]] * under - held < amount:
        held += levels[order[under]]
        under += 1
    height, odd = divmod(held + amount, under)
    for place, partner_id in enumerate(order[:under]):
        filled[partner_id] = height + (place < odd)
    return filled


def _drained(levels: Mapping[str, int], amount: int) -> dict[str, int]:
    """The amount taken from the highest until they stand level."""
    mirrored = _poured({partner_id: -level for partner_id, level in levels.items()}, amount)
    return {partner_id: -level for partner_id, level in mirrored.items()}
