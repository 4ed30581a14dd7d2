"""Limits that move with every offer: capacity, caps, probation. Kept up to date one partner at a time."""

from typing import Final, NamedTuple

import numpy as np

from routing.engine.limits import Limits
from routing.engine.moment import Days
from routing.engine.partner_table import NO_LIMIT, Flags, Ints, PartnerTable
from routing.engine.reasons import BIT, Bits

OPEN: Final = 0
DAY: Final = 1
WEEK: Final = 2
MONTH: Final = 3


class Ceiling(NamedTuple):
    """A most for one counter of every partner, and the reason that reaching it gives."""

    counter: int
    most: Ints
    bit: np.uint64


class LimitMask:
    """Reason bits of all limits, for one set of limits and one routing state.

    `bits` is never written in place: a change makes a new array, so that decisions can
    share the one they were made with.
    """

    __slots__ = ("_ceilings", "_room", "bits")

    def __init__(self, ceilings: list[Ceiling], counts: Ints) -> None:
        self._ceilings = ceilings
        self.bits: Bits = np.zeros(len(counts), dtype=np.uint64)
        room = np.full(len(counts), NO_LIMIT, dtype=np.int64)
        for counter, most, bit in ceilings:
            left = most - counts[:, counter]
            self.bits[left <= 0] |= bit
            np.minimum(room, np.where(left > 0, left, NO_LIMIT), out=room)
        self._room: list[int] = room.tolist()

    def rise(self, position: int, counts: Ints) -> None:
        """All counters of one partner went up by one."""
        self._room[position] -= 1
        if self._room[position] <= 0:
            self.refresh(position, counts)

    def refresh(self, position: int, counts: Ints) -> None:
        """One partner's counters changed in some other way."""
        bits, room = 0, NO_LIMIT
        for counter, most, bit in self._ceilings:
            left = int(most[position]) - int(counts[position, counter])
            if left <= 0:
                bits |= int(bit)
            else:
                room = min(room, left)
        self._room[position] = room
        if int(self.bits[position]) != bits:
            self.bits = self.bits.copy()
            self.bits[position] = bits


def ceilings_of(partner_table: PartnerTable, limits: Limits, today: Days) -> list[Ceiling]:
    """Every limit that applies: the partner's own, tightened by the pool's."""
    found = [Ceiling(OPEN, partner_table.capacity, BIT["capacity"])]
    for counter, cap, code in (
        (DAY, limits.day, "cap_day"),
        (WEEK, limits.week, "cap_week"),
        (MONTH, limits.month, "cap_month"),
    ):
        own = partner_table.caps[:, counter - 1]
        if cap is not None or bool((own < NO_LIMIT).any()):
            found.append(Ceiling(counter, np.minimum(own, NO_LIMIT if cap is None else cap), BIT[code]))
    return found + _probation_ceilings(partner_table, limits, today)


def _probation_ceilings(partner_table: PartnerTable, limits: Limits, today: Days) -> list[Ceiling]:
    probation = limits.probation
    if probation is None:
        return []
    new = on_probation(partner_table, probation.days, today)
    return [
        Ceiling(counter, np.where(new, cap, NO_LIMIT), BIT["probation_cap"])
        for counter, cap in ((OPEN, probation.open), (WEEK, probation.week))
        if cap is not None
    ]


def on_probation(partner_table: PartnerTable, days: int, today: Days) -> Flags:
    """Whose status is `probation`, or who joined fewer than so many days ago."""
    joined = [0 if p.joined_on is None else p.joined_on.toordinal() for p in partner_table.partners]
    status = np.array([p.status == "probation" for p in partner_table.partners], dtype=np.bool_)
    recent: Flags = np.array(joined, dtype=np.int64) + days > today
    return status | (recent & (np.array(joined) > 0))
