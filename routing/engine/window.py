"""The latest leads of a pool and who was given them: what its guard looks back on."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np

from routing.engine.credit import Ints
from routing.engine.guard import MOST_LEADS, Guard

STRANGER = -1
"""The place of a partner that is not on the partner table: its leads are leads of the pool all the same."""


class Window:
    """Who was given the latest leads of a pool, by place on the partner table, the latest last.

    A window of W leads keeps W - 1 of them, since the lead in hand is the W-th. One of days keeps those of
    the days, at most `MOST_LEADS`; `pass_time` lets go of what has become older. `counts` is over the partner
    table.
    """

    __slots__ = ("_days", "_times", "counts", "leads", "places")

    def __init__(self, partners: int, leads: int | None, days: int | None) -> None:
        self.leads, self._days = leads, days
        self.places: deque[int] = deque()
        self._times: deque[datetime | None] = deque()
        self.counts: Ints = np.zeros(partners, dtype=np.int64)

    @classmethod
    def of(
        cls,
        guard: Guard,
        partners: int,
        places: Iterable[int] = (),
        times: Iterable[datetime] | None = None,
    ) -> "Window":
        """The window of a guard, with the places of those who had its leads, the latest last."""
        return cls(partners, guard.leads, guard.days).filled(places, times)

    @property
    def length(self) -> int:
        """Over how many leads percentages are counted: the lead in hand is one of them."""
        return self.leads if self.leads is not None else len(self.places) + 1

    def filled(self, places: Iterable[int], times: Iterable[datetime] | None = None) -> "Window":
        """This window with these leads added, the latest last."""
        given = iter(times) if times is not None else None
        for place in places:
            self.add(place, next(given) if given is not None else None)
        return self

    def add(self, place: int, at: datetime | None = None) -> None:
        """The next lead was given to the partner at this place."""
        self.places.append(place)
        self._times.append(at)
        if place != STRANGER:
            self.counts[place] += 1
        if len(self.places) > (MOST_LEADS if self.leads is None else self.leads) - 1:
            self._drop()

    def pass_time(self, now: datetime) -> None:
        """Let go of leads older than the days; those without an instant stay."""
        if self._days is None:
            return
        since = now - timedelta(days=self._days)
        while self._times and (first := self._times[0]) is not None and first < since:
            self._drop()

    def newest_first(self) -> Ints:
        """The places of those who had the leads, the latest first."""
        return np.array(self.places, dtype=np.int64)[::-1]

    def copy(self) -> "Window":
        """An independent window with the same leads."""
        other = Window(len(self.counts), self.leads, self._days)
        other.places, other._times = self.places.copy(), self._times.copy()
        other.counts = self.counts.copy()
        return other

    @property
    def shape(self) -> list[int | None]:
        """Its leads and days, for the stored form."""
        return [self.leads, self._days]

    def _drop(self) -> None:
        place = self.places.popleft()
        self._times.popleft()
        if place != STRANGER:
            self.counts[place] -= 1
