"""A pool's counts side by side: partners in columns, weeks in rows, so that adding up costs little."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from routing.shares.selectors.share_count import Line

Figures = NDArray[np.int64]
ENTITLED: Final = 0
RECEIVED: Final = 1
CONTESTS: Final = 2


class Part(NamedTuple):
    """What some decisions of one week add: `figures` has a row each for entitled, received and contests.

    `ids` are the partners' sixteen bytes each, one after another, in the order of the columns.
    """

    week_on: date
    decisions: int
    ids: bytes
    figures: Figures

    @classmethod
    def of(cls, week_on: date, decisions: int, lines: Iterable[tuple[str, Line]], sign: int = 1) -> "Part":
        """From lines by partner; with sign -1 they are taken off."""
        known = list(lines)
        ids = b"".join(UUID(partner_id).bytes for partner_id, _ in known)
        figures = np.array([line for _, line in known], dtype=np.int64).reshape(-1, 3).T
        return cls(week_on, sign * decisions, ids, sign * figures)


@dataclass(frozen=True)
class PoolCount:
    """One pool: how many decisions, and for every partner that competed what it was entitled to and received.

    `ids` are sorted; `by_week` has the shape (weeks, 3, partners), `weeks` are Mondays in order.
    """

    decisions: int = 0
    ids: tuple[str, ...] = ()
    weeks: tuple[date, ...] = ()
    by_week: Figures = field(default_factory=lambda: np.zeros((0, 3, 0), dtype=np.int64))

    @property
    def totals(self) -> Figures:
        """All weeks together, shape (3, partners)."""
        summed: Figures = self.by_week.sum(axis=0)
        return summed

    def place(self, partner_id: str) -> int | None:
        """The partner's column; None where it did not compete."""
        place = int(np.searchsorted(np.array(self.ids, dtype="U36"), partner_id)) if self.ids else 0
        return place if place < len(self.ids) and self.ids[place] == partner_id else None

    def line(self, partner_id: str) -> Line:
        """Entitled, received and leads competed for."""
        place = self.place(partner_id)
        if place is None:
            return 0, 0, 0
        entitled, received, contests = self.totals[:, place].tolist()
        return entitled, received, contests

    def farthest(self, partner_id: str | None = None) -> int:
        """The largest distance from entitlement at the end, of all or of one."""
        apart = np.abs(self.totals[RECEIVED] - self.totals[ENTITLED])
        if partner_id is not None:
            place = self.place(partner_id)
            apart = apart[:0] if place is None else apart[place : place + 1]
        return int(apart.max(initial=0))

    @property
    def all_compete(self) -> bool:
        """Whether every partner competed for every lead."""
        return bool((self.totals[CONTESTS] == self.decisions).all())


def joined(parts: Sequence[Part]) -> PoolCount:
    """All parts of one pool added up. Those for whom nothing is left are left out."""
    weeks = sorted({part.week_on for part in parts})
    rows = {week: row for row, week in enumerate(weeks)}
    distinct = list({part.ids: None for part in parts})
    known = np.unique(np.frombuffer(b"".join(distinct), dtype="V16"))
    places = {ids: np.searchsorted(known, np.frombuffer(ids, dtype="V16")) for ids in distinct}
    summed = np.zeros((len(weeks), 3, len(known)), dtype=np.int64)
    for part in parts:
        summed[rows[part.week_on]][:, places[part.ids]] += part.figures
    kept = np.flatnonzero(summed.any(axis=(0, 1)))
    ids = tuple(str(UUID(bytes=known[place].tobytes())) for place in kept.tolist())
    return PoolCount(sum(part.decisions for part in parts), ids, tuple(weeks), summed[:, :, kept])
