"""Where everyone stands before the next lead: open work, offers of late, and credit."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import numpy as np

from routing.engine.decision import Decision
from routing.engine.eligibility.limits import DAY, MONTH, OPEN, WEEK, LimitMask, ceilings_of
from routing.engine.guard import Guard
from routing.engine.limits import Limits
from routing.engine.moment import Moment
from routing.engine.packing import narrowed, pack, unpack
from routing.engine.partner_table import Ints, PartnerTable
from routing.engine.window import Window

NONE: Final[Mapping[str, int]] = {}
NO_ACCOUNTS: Final[Mapping[int, int]] = {}
NO_POOLS: Final[Mapping[str, Mapping[str, int]]] = {}
NO_WINDOWS: Final[Mapping[str, Window]] = {}
NO_CREDITS: Final[Mapping[str, "Mapping[str, int] | Ints"]] = {}


class RoutingState:
    """The working state of one batch; decisions read it and `apply` moves it on.

    Credits are whole billionths of a lead (`LEAD`) per pool. The credit of a partner who is
    not on the partner table is left out and stays as it is. Offers of the day, week and month are
    given as counted in each partner's own time zone.
    """

    def __init__(self, partner_table: PartnerTable, counts: Ints) -> None:
        self.partner_table = partner_table
        self.counts = counts
        self.credits: dict[str, Ints] = {}
        self._opening: dict[str, Ints] = {}
        self._accounts: dict[str, dict[int, int]] = {}
        self._masks: dict[Limits, tuple[Moment, LimitMask]] = {}
        self._windows: dict[str, Window] = {}
        self._now: datetime | None = None

    @classmethod
    def build(
        cls,
        partner_table: PartnerTable,
        open_counts: Mapping[str, int] = NONE,
        credits: Mapping[str, Mapping[str, int] | Ints] = NO_CREDITS,
        offered_today: Mapping[str, int] = NONE,
        offered_week: Mapping[str, int] = NONE,
        offered_month: Mapping[str, int] = NONE,
        account_open: Mapping[str, Mapping[str, int]] = NO_POOLS,
        windows: Mapping[str, Window] = NO_WINDOWS,
    ) -> "RoutingState":
        """Each mapping goes from partner id to a number; `credits` by pool, `account_open` by account.

        A pool's credits may also be given as a column over the partner table. `windows`: the latest leads of
        pools with a guard.
        """
        counts = np.zeros((len(partner_table), 4), dtype=np.int64)
        given = ((OPEN, open_counts), (DAY, offered_today), (WEEK, offered_week), (MONTH, offered_month))
        for counter, numbers in given:
            counts[:, counter] = _column(partner_table, numbers)
        routing_state = cls(partner_table, counts)
        for pool, owed in credits.items():
            routing_state._opening[pool] = (
                owed if isinstance(owed, np.ndarray) else _column(partner_table, owed)
            )
            routing_state.credits[pool] = routing_state._opening[pool].copy()
        for account, numbers in account_open.items():
            routing_state._accounts[account] = dict(_placed(partner_table, numbers))
        routing_state._windows = dict(windows)
        return routing_state

    def credit(self, pool: str) -> Ints:
        """The pool's credits over the partner table, in billionths of a lead."""
        column = self.credits.get(pool)
        if column is None:
            column = self.credits[pool] = np.zeros(len(self.partner_table), dtype=np.int64)
            self._opening[pool] = column.copy()
        return column

    def moved_credits(self) -> dict[str, Ints]:
        """The credits over the partner table of every pool in which any has changed since this was built."""
        columns = self.credits.items()
        return {pool: column for pool, column in columns if not np.array_equal(column, self._opening[pool])}

    def account_counts(self, account: str) -> Mapping[int, int]:
        """Partner table position to open leads from this account, for those that have any."""
        return self._accounts.get(account, NO_ACCOUNTS)

    def window(self, pool: str, guard: Guard) -> Window:
        """The latest leads of a pool with a guard, kept up to date from now on."""
        found = self._windows.get(pool)
        if found is None:
            found = self._windows[pool] = Window.of(guard, len(self.partner_table))
        return found

    def pass_time(self, now: datetime) -> None:
        """It is later: windows of days let go of what is older."""
        self._now = now
        for window in self._windows.values():
            window.pass_time(now)

    def mask(self, limits: Limits, moment: Moment) -> LimitMask:
        """Who has reached which limit, kept up to date from now on."""
        known = self._masks.get(limits)
        if known is not None and (known[0] is moment or limits.probation is None):
            return known[1]
        mask = LimitMask(ceilings_of(self.partner_table, limits, moment.today), self.counts)
        self._masks[limits] = (moment, mask)
        return mask

    def apply(self, decision: Decision) -> None:
        """Take a routed decision into account: credits move, the chosen one's counters rise.

        A claim counts as an offer of the day to each invited; open work begins with the accept.
        """
        contest = decision.contest
        if decision.outcome != "route" or contest is None:
            return
        column = self.credit(contest.pool)
        column[contest.eligible] += contest.pay
        for chosen, charge in zip(decision.chosen, decision.charges(), strict=True):
            column[contest.eligible[chosen]] -= charge
        for chosen in decision.chosen:
            position = int(contest.eligible[chosen])
            if decision.partner_id is None:
                self._invite(position)
            else:
                self._offer(position, decision.account)
                if (window := self._windows.get(contest.pool)) is not None:
                    window.add(position, self._now)

    def release(self, partner_id: str, account: str | None = None, leads: int = 1) -> None:
        """Open leads of a partner were closed or taken away: room again, credits unmoved."""
        position = self.partner_table.position(partner_id)
        self.counts[position, OPEN] = max(0, int(self.counts[position, OPEN]) - leads)
        held = self._accounts.get(account or "", {})
        if held.get(position, 0):
            held[position] = max(0, held[position] - leads)
        self._refresh(position)

    def clear_counter(self, counter: int, positions: Ints | list[int]) -> None:
        """A day, week or month has ended for these partners."""
        self.counts[positions, counter] = 0
        self._masks.clear()

    def moved_to(self, partner_table: PartnerTable) -> "RoutingState":
        """The same numbers for a partner table with the same partners but other facts."""
        if partner_table.ids != self.partner_table.ids:
            raise ValueError("the partner tables list different partners")
        copy = RoutingState(partner_table, self.counts.copy())
        copy.credits = {pool: column.copy() for pool, column in self.credits.items()}
        copy._opening = dict(self._opening)
        copy._accounts = {account: dict(held) for account, held in self._accounts.items()}
        copy._windows = {pool: window.copy() for pool, window in self._windows.items()}
        copy._now = self._now
        return copy

    def copy(self) -> "RoutingState":
        """An independent routing state with the same numbers."""
        return self.moved_to(self.partner_table)

    def _offer(self, position: int, account: str | None) -> None:
        self.counts[position] += 1
        for _, mask in self._masks.values():
            mask.rise(position, self.counts)
        if account is not None:
            held = self._accounts.setdefault(account, {})
            held[position] = held.get(position, 0) + 1

    def _invite(self, position: int) -> None:
        self.counts[position, DAY:] += 1
        self._refresh(position)

    def _refresh(self, position: int) -> None:
        for _, mask in self._masks.values():
            mask.refresh(position, self.counts)

    # The stored form.

    def snapshot(self) -> bytes:
        """The stored form; needs the same partner table to be restored."""
        pools = sorted(pool for pool, column in self.credits.items() if column.any())
        accounts = {account: sorted(held.items()) for account, held in self._accounts.items() if held}
        header: dict[str, Any] = {"roster": self.partner_table.digest, "pools": pools, "accounts": accounts}
        columns = [self.counts, *(self.credits[pool] for pool in pools)]
        if self._windows:
            windows = sorted(self._windows.items())
            header["windows"] = [[pool, *window.shape] for pool, window in windows]
            columns += [narrowed(np.array(window.places, dtype=np.int64)) for _, window in windows]
        return pack(header, columns)

    @staticmethod
    def digest(snapshot: bytes) -> str:
        """Address of a snapshot: SHA-256, hexadecimal."""
        return hashlib.sha256(snapshot).hexdigest()

    @classmethod
    def restore(cls, snapshot: bytes, partner_table: PartnerTable) -> "RoutingState":
        """The routing state that `snapshot` wrote; raises ValueError for another partner table."""
        header, arrays = unpack(snapshot)
        if header["roster"] != partner_table.digest:
            raise ValueError("this routing_state was taken with another partner table")
        routing_state = cls(partner_table, arrays[0].copy())
        windows = header.get("windows", [])
        owed = arrays[1 : len(arrays) - len(windows)]
        for (pool, leads, days), places in zip(windows, arrays[len(arrays) - len(windows) :], strict=True):
            window = Window(len(partner_table), leads, days)
            routing_state._windows[pool] = window.filled(places.tolist())
        for pool, column in zip(header["pools"], owed, strict=True):
            routing_state.credits[pool] = column.copy()
            routing_state._opening[pool] = column
        routing_state._accounts = {account: dict(held) for account, held in header["accounts"].items()}
        return routing_state


def _column(partner_table: PartnerTable, numbers: Mapping[str, int]) -> Ints:
    column = np.zeros(len(partner_table), dtype=np.int64)
    for position, number in _placed(partner_table, numbers):
        column[position] = number
    return column


def _placed(partner_table: PartnerTable, numbers: Mapping[str, int]) -> list[tuple[int, int]]:
    found = ((partner_table.find(partner_id), number) for partner_id, number in numbers.items())
    return [(position, number) for position, number in found if position is not None]
