"""Time passing in a simulation: leads close, days end, limits come free again."""

import heapq
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from routing.engine.decision import Decision
from routing.engine.eligibility.limits import DAY, MONTH, WEEK
from routing.engine.geometry import Floats
from routing.engine.moment import Days, Moment, moment_of
from routing.engine.partner_table import PartnerTable
from routing.engine.routing_state import RoutingState


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What becomes of leads in a simulation: each is accepted and stays open this long."""

    open_for: timedelta = timedelta(days=14)
    prior_strength: float = 20.0


class World:
    """The routing state as time passes: leads close, days end."""

    def __init__(self, partner_table: PartnerTable, routing_state: RoutingState, outcomes: Outcomes) -> None:
        self.partner_table = partner_table
        self.routing_state = routing_state
        self._open_for = outcomes.open_for
        self._closing: list[tuple[datetime, int, str, str | None]] = []
        self._turn = 0
        self._moment: Moment | None = None
        self.win_rates = _win_rates(partner_table, outcomes.prior_strength)

    def advance(self, now: datetime) -> None:
        """Close what is due and start new days, up to this instant."""
        self.routing_state.pass_time(now)
        while self._closing and self._closing[0][0] <= now:
            _, _, partner_id, account = heapq.heappop(self._closing)
            self.routing_state.release(partner_id, account)
        if self._moment is None:
            self._moment = moment_of(self.partner_table, now)
        elif not self._moment.covers(now):
            earlier, self._moment = self._moment, moment_of(self.partner_table, now)
            self._new_days(earlier.today, self._moment.today)

    def follow(self, decision: Decision, now: datetime) -> None:
        """Apply a decision, and remember when its lead closes."""
        self.routing_state.apply(decision)
        if decision.partner_id is not None:
            self._turn += 1
            due = (now + self._open_for, self._turn, decision.partner_id, decision.account)
            heapq.heappush(self._closing, due)

    def _new_days(self, before: Days, after: Days) -> None:
        for counter, period in ((DAY, _same_day), (WEEK, _weeks), (MONTH, _months)):
            ended = np.flatnonzero(period(before) != period(after))
            if len(ended):
                self.routing_state.clear_counter(counter, ended)


def _same_day(days: Days) -> Days:
    return days


def _weeks(days: Days) -> Days:
    """Number of the week, Monday first: ordinal day 1 was a Monday."""
    return (days - 1) // 7


def _months(days: Days) -> Days:
    """Number of the month."""
    distinct, where = np.unique(days, return_inverse=True)
    dates = [date.fromordinal(day) for day in distinct.tolist()]
    return np.array([day.year * 12 + day.month for day in dates], dtype=np.int32)[where]


def _win_rates(partner_table: PartnerTable, strength: float) -> Floats:
    """Smoothed towards the partner table's own rate by so many imagined leads."""
    won, lost = int(partner_table.won.sum()), int(partner_table.lost.sum())
    prior = (won + 1) / (won + lost + 2)
    rates: Floats = (partner_table.won + strength * prior) / (
        partner_table.won + partner_table.lost + strength
    )
    return rates
