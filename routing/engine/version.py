"""A policy version, compiled: what `decide` reads instead of the document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from routing.engine.decision import Deliver, SlaTerms
from routing.engine.facts import LeadFacts
from routing.engine.match import Failure, Matcher


class Probation(NamedTuple):
    """Limits for partners whose status is `probation` or who joined within `days`."""

    days: int
    open: int | None
    week: int | None


class Limits(NamedTuple):
    """What a pool caps for every partner, over and above each partner's own caps."""

    day: int | None = None
    week: int | None = None
    month: int | None = None
    probation: Probation | None = None


NO_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which partners belong to a pool; an empty tuple asks for nothing."""

    tiers: tuple[str, ...] = ()
    certifications: tuple[str, ...] = ()
    specialisations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """Distance bands, nearest first, and the farthest that counts at all."""

    bands_km: tuple[float, ...] = (50.0, 150.0, 500.0)
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """How results become weights; `methods/performance.py` states the formula."""

    prior_strength: float = 20.0
    prior_rate: float | None = None
    floor_share: float = 0.2
    below_win_rate: float = 0.1
    step: float = 0.5
    window_days: int = 30


@dataclass(frozen=True, slots=True)
class Factor:
    """A weight rises by `per` for each unit of an investment, by no more than `cap`."""

    name: str
    per: float
    cap: float


@dataclass(frozen=True, slots=True)
class Pool:
    """Which partners may get a lead and how one is chosen."""

    key: str
    method: str
    filter: Filter = Filter()
    require: frozenset[str] = frozenset()
    prefer: tuple[str, ...] = ()
    shares: tuple[tuple[str, float], ...] = ()
    tier_order: tuple[str, ...] = ()
    nearest: Nearest = Nearest()
    performance: Performance = Performance()
    points: tuple[tuple[str, int], ...] = ()
    invite: int = 1
    limits: Limits = NO_LIMITS
    max_per_account: int | None = None
    factors: tuple[Factor, ...] = ()
    deliver: Deliver = "at_once"
    cooldown: int | None = None
    pause_after_missed: int | None = None
    decline_counts: bool = True
    fallback: str | None = None
    sla: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Whom to tell of a lead still in review after so many seconds."""

    after: int
    to: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do with the leads that match; `sla` is final for the rule's own pool."""

    index: int
    name: str
    then: Literal["route", "review", "nurture"]
    pool: str | None
    reason: str | None
    escalate: Escalation | None
    sla: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Version:
    """One compiled policy version. Equal only to itself; it knows nothing of any partner table."""

    number: int
    rules: tuple[Rule, ...]
    pools: Mapping[str, Pool]
    sla: SlaTerms
    escalate: Escalation | None
    matcher: Matcher
    document: Mapping[str, Any]
    terms: Mapping[tuple[int, str | None], SlaTerms]

    def match(self, lead: LeadFacts) -> tuple[Rule | None, int]:
        """The first rule that matches, and the lead's truth (one bit per comparison)."""
        number, truth = self.matcher.match(lead)
        return (self.rules[number] if number >= 0 else None), truth

    def trace(self, truth: int, rule_index: int) -> tuple[Failure, ...]:
        """Why each rule before the matching one did not match."""
        return self.matcher.failures(truth, rule_index if rule_index >= 0 else len(self.rules))
