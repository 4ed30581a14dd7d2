"""What an invented programme is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class City:
    """Where a partner or a lead is. `phone` is a prefix that invented numbers begin with; "" for none."""

    name: str
    country: str
    region: str
    postal_code: str
    latitude: float
    longitude: float
    time_zone: str
    language: str = "en"
    phone: str = ""


@dataclass(frozen=True)
class PartnerSeed:
    """A partner. Territories: "US", "US-TX", "US 787" (postal prefix), "@150" (km around its own city).

    Certifications: a slug, or "slug+12" for one that expires in 12 days ("slug-3": three days ago).
    `diligence` from 0 to 1 says how promptly it answers and works.
    """

    key: str
    name: str
    tier: str
    city: str
    territories: tuple[str, ...]
    certifications: tuple[str, ...] = ()
    verticals: tuple[str, ...] = ()
    weight: int = 1
    capacity: int | None = 20
    diligence: float = 0.7
    status: str = "active"
    joined_days_ago: int = 900
    has_signed: bool = True
    is_away: bool = False


@dataclass(frozen=True)
class PersonSeed:
    """Someone with a role; people with `can_log_in` have the demo's password."""

    email: str
    full_name: str
    role: str
    partner: str = ""
    can_log_in: bool = True


@dataclass(frozen=True)
class Market:
    """Where leads come from, and how often beside the others."""

    city: str
    weight: int


@dataclass(frozen=True)
class VendorSeed:
    """A vendor, all its lists, its people and its rules."""

    slug: str
    name: str
    brand_color: str
    time_zone: str
    currency: str
    seed: int
    tiers: tuple[tuple[str, str], ...]
    certifications: Mapping[str, str]
    verticals: Mapping[str, str]
    products: Mapping[
        str, tuple[str, str, str, int]
    ]  # slug: name, category, certification or "", usual value
    partners: tuple[PartnerSeed, ...]
    people: tuple[PersonSeed, ...]
    policies: tuple[tuple[int, str, Mapping[str, Any]], ...]  # days ago, note, document
    markets: tuple[Market, ...]
    leads: int
    agreement: str
    favourite: str  # the partner whose login is shown first: it always has offers to answer
    tiers_ask: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # tier: measure, threshold
    strategic_accounts: tuple[tuple[str, str], ...] = ()  # company, website
    exchange_rates: Mapping[str, str] = field(default_factory=dict)  # worth of one unit, all along
