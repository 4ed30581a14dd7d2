"""Which way of assigning leads suits a vendor: a function of a few figures; and what would change it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from routing.reports.selectors.interval import wilson

FEW_LEADS: Final = 10.0
"""So few leads a week that rules save no work worth their upkeep."""
KNOWN_BY_HEART: Final = 25
"""So many partners a person still knows well enough to choose among them."""
MANY_BY_HAND: Final = 0.2
"""The part of the leads from which on people decide about too many for rules alone."""
ENOUGH_CLOSED: Final = 10
"""Below so many closed leads of each kind, results are not compared."""


class Way(Enum):
    """How leads are assigned."""

    MANUAL = "manual"
    HYBRID = "hybrid"
    AUTOMATIC = "automatic"


class Better(Enum):
    """Which leads are won more often, as far as it can be told."""

    BY_HAND = "by_hand"
    BY_RULES = "by_rules"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Situation:
    """What the answer rests on. Hours are of people, a week."""

    leads_a_week: float
    partners: int
    rules: int
    conditions: int
    by_hand_part: float
    minutes_by_hand: int
    team_hours: float
    by_hand_won: int = 0
    by_hand_closed: int = 0
    by_rules_won: int = 0
    by_rules_closed: int = 0

    @property
    def hours_all_by_hand(self) -> float:
        """What it would take to assign every lead by hand."""
        return self.leads_a_week * self.minutes_by_hand / 60

    @property
    def hours_now(self) -> float:
        """What the leads take that people assign today."""
        return self.hours_all_by_hand * self.by_hand_part

    @property
    def fits_the_team(self) -> bool:
        """Whether the team could assign every lead by hand."""
        return self.hours_all_by_hand <= self.team_hours

    @property
    def better(self) -> Better:
        """Whose leads are won more often; only where the likely ranges do not overlap."""
        if min(self.by_hand_closed, self.by_rules_closed) < ENOUGH_CLOSED:
            return Better.UNKNOWN
        by_hand = wilson(self.by_hand_won, self.by_hand_closed)
        by_rules = wilson(self.by_rules_won, self.by_rules_closed)
        assert by_hand and by_rules
        if by_hand[0] > by_rules[1]:
            return Better.BY_HAND
        return Better.BY_RULES if by_rules[0] > by_hand[1] else Better.NOBODY


def suits(at: Situation) -> Way:
    """The way that suits.

    Where people win clearly more, they decide as far as their hours go. Few leads for few partners need no
    rules. Where many leads end with a person anyway, both share the work. All else goes by the rules.
    """
    can_all = at.fits_the_team and at.partners <= KNOWN_BY_HEART
    if at.better is Better.BY_HAND:
        return Way.MANUAL if can_all else Way.HYBRID
    if can_all and at.leads_a_week < FEW_LEADS and at.better is not Better.BY_RULES:
        return Way.MANUAL
    if at.by_hand_part > MANY_BY_HAND and at.better is not Better.BY_RULES:
        return Way.HYBRID
    return Way.AUTOMATIC


@dataclass(frozen=True)
class Turn:
    """The nearest value of a figure that changes the answer."""

    name: str
    value: float
    way: Way


def turns(at: Situation) -> Sequence[Turn]:
    """For each figure alone, upwards and downwards, the nearest value with another answer; none, no entry."""
    now = suits(at)
    found = (_nearest(at, now, name, values) for name, values in _ladders(at))
    return [turn for turn in found if turn]


def _nearest(at: Situation, now: Way, name: str, values: Iterable[float]) -> Turn | None:
    for value in values:
        changed: dict[str, Any] = {name: value}
        way = suits(replace(at, **changed))
        if way is not now:
            return Turn(name, value, way)
    return None


def _ladders(at: Situation) -> Iterable[tuple[str, Iterable[float]]]:
    """Values to try, from the nearest on. What would be beyond anybody's plans is not tried."""
    leads, hours = round(at.leads_a_week), round(at.team_hours)
    yield "leads_a_week", range(leads + 1, 10 * leads + 50)
    yield "leads_a_week", range(leads - 1, 0, -1)
    yield "partners", range(at.partners + 1, 4 * at.partners + 50)
    yield "partners", range(at.partners - 1, 0, -1)
    part = round(100 * at.by_hand_part)
    yield "by_hand_part", (percent / 100 for percent in range(part + 1, 101))
    yield "by_hand_part", (percent / 100 for percent in range(part - 1, -1, -1))
    yield "team_hours", range(hours + 1, 81)
    yield "team_hours", range(hours - 1, -1, -1)
