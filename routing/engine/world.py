"""Time passing in a simulation: leads close, days end, limits come free again."""

import heapq
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from routing.engine.decision import Decision
from routing.engine.geometry import Floats
from routing.engine.moment import Days, Moment, moment_of
from routing.engine.roster import Roster
from routing.engine.sieve.limits import DAY, MONTH, WEEK
from routing.engine.standing import Standing


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What becomes of leads in a simulation: each is accepted and stays open this long."""

    open_for: timedelta = timedelta(days=14)
    prior_strength: float = 20.0


class World:
    """The standing as time passes: leads close, days end."""

    def __init__(self, roster: Roster, standing: Standing, outcomes: Outcomes) -> None:
        self.roster = roster
        self.standing = standing
        self._open_for = outcomes.open_for
        self._closing: list[tuple[datetime, int, str, str | None]] = []
        self._turn = 0
        self._moment: Moment | None = None
        self.win_rates = _win_rates(roster, outcomes.prior_strength)

    def advance(self, now: datetime) -> None:
        """Close what is due and start new days, up to this instant."""
        while self._closing and self._closing[0][0] <= now:
            _, _, partner_id, account = heapq.heappop(self._closing)
            self.standing.release(partner_id, account)
        if self._moment is None:
            self._moment = moment_of(self.roster, now)
        elif not self._moment.covers(now):
            earlier, self._moment = self._moment, moment_of(self.roster, now)
            self._new_days(earlier.today, self._moment.today)

    def follow(self, decision: Decision, now: datetime) -> None:
        """Apply a decision, and remember when its lead closes."""
        self.standing.apply(decision)
        if decision.partner_id is not None:
            self._turn += 1
            due = (now + self._open_for, self._turn, decision.partner_id, decision.account)
            heapq.heappush(self._closing, due)

    def _new_days(self, before: Days, after: Days) -> None:
        for counter, period in ((DAY, _same_day), (WEEK, _weeks), (MONTH, _months)):
            ended = np.flatnonzero(period(before) != period(after))
            if len(ended):
                self.standing.clear_counter(counter, ended)


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


def _win_rates(roster: Roster, strength: float) -> Floats:
    """Smoothed towards the roster's own rate by so many imagined leads."""
    won, lost = int(roster.won.sum()), int(roster.lost.sum())
    prior = (won + 1) / (won + lost + 2)
    rates: Floats = (roster.won + strength * prior) / (roster.won + roster.lost + strength)
    return rates
