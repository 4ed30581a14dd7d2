"""What the share pages and reports show: one partner, one pool, one week, and a partner's own page."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from routing.shares.selectors.share_bound import ShareBound
from routing.shares.selectors.share_rows import Offers


@dataclass(frozen=True)
class PartnerShare:
    """One partner in one pool. Leads, but for the shares, which are parts of 1.

    `owed_now` is its credit today: above zero it is behind. `entitled` and `received` leave out turns paid
    back and offers by hand.
    """

    partner_id: str
    name: str
    tier: str
    entitled: float
    received: float
    deviation: float
    entitled_share: float
    received_share: float
    contests: int
    owed_now: float
    offers: int
    automatic: int
    manual: int
    accepted: int
    declined: int
    expired: int
    revoked: int
    won: int
    acceptance: float | None
    is_starved: bool


@dataclass(frozen=True)
class WeekFairness:
    """A week: leads routed, and the largest distance from entitlement since the first day shown."""

    week_on: date
    leads: float
    largest_deviation: float


@dataclass(frozen=True)
class PoolShares:
    """One pool over some time, with every partner that competed or was offered a lead by hand."""

    pool: str
    leads: int
    rows: list[PartnerShare]
    weeks: list[WeekFairness]
    largest_deviation: float
    bound: ShareBound
    jain: float
    gini: float
    starved: list[str]
    automatic: int
    manual: int
    acceptance: float | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON, but for dates."""
        return asdict(self)


@dataclass(frozen=True)
class OwnWeek:
    """A partner's own week in all its pools."""

    week_on: date
    entitled: float
    received: float


@dataclass(frozen=True)
class OwnPool:
    """A partner's own figures in one pool; of the others only how many, and their middle acceptance."""

    pool: str
    leads: int
    competitors: int
    entitled: float
    received: float
    deviation: float
    entitled_share: float
    received_share: float
    contests: int
    owed_now: float
    bound: ShareBound
    offers: Offers
    acceptance: float | None
    usual_acceptance: float | None


@dataclass(frozen=True)
class PartnerShares:
    """A partner's own share page."""

    partner_id: str
    since_on: date
    until_on: date
    pools: list[OwnPool]
    weeks: list[OwnWeek]
    offers: Offers
    acceptance: float | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON, but for dates."""
        return asdict(self)
