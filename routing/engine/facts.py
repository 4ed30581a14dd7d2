"""What the engine may know: plain, frozen facts about leads, partners and tiers.

Nothing here names a person: facts are stored beside decisions for replay, and erasing
a lead's contact must leave every decision explainable.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any, Self

Json = dict[str, Any]
Frozen = tuple[int, int, float | None]
"""Leads won and lost, and the median seconds to the first action."""
# Kept with a lead's facts and no part of them: a salt, and the digest of those that were forgotten.
BESIDE_FACTS = ("salt", "forgotten")

_PLAIN = frozenset({str, int, float, bool})


@dataclass(frozen=True, slots=True)
class TierFacts:
    """A tier and its rank; rank 1 is the highest."""

    slug: str
    rank: int


@dataclass(frozen=True, slots=True)
class Territory:
    """One area. Every part that is given must hold; no part at all means the whole world."""

    country: str | None = None
    region: str | None = None
    postal_prefix: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """A partner as routing sees it.

    `certifications` maps a slug to its last valid day (None: never expires). `absences` are
    inclusive pairs of dates in `time_zone`; work ends at noon on `half_days`. `working_hours` are
    (weekday 0 = Monday, start minute, end minute) blocks; empty means always open. `category_results`
    maps a product category to (won, lost). `frozen_results` maps a number of days, as text, to (won,
    lost, median seconds to first action) as they stood when the window of that length began; windows
    that are not there stand as of today. Scores lie in 0..1. `policy_signed` is True where the vendor
    has published nothing to sign. `can_hear` is False for one that has nobody to hear of an offer.
    """

    id: str
    name: str = ""
    status: str = "active"
    tier: str | None = None
    weight: int = 1
    capacity: int | None = None
    external_id: str | None = None
    country: str | None = None
    certifications: Mapping[str, date | None] = field(default_factory=dict)
    specialisations: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    territories: tuple[Territory, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    time_zone: str = "UTC"
    policy_signed: bool = True
    paused_until: datetime | None = None
    paused_missed: bool = False
    absences: tuple[tuple[date, date], ...] = ()
    joined_on: date | None = None
    daily_cap: int | None = None
    weekly_cap: int | None = None
    monthly_cap: int | None = None
    max_per_account: int | None = None
    working_hours: tuple[tuple[int, int, int], ...] = ()
    holidays: tuple[date, ...] = ()
    half_days: tuple[date, ...] = ()
    training_score: float = 0.0
    mdf_participation: float = 0.0
    closed_won: int = 0
    closed_lost: int = 0
    category_results: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    median_ttfa_seconds: float | None = None
    frozen_results: Mapping[str, Frozen] = field(default_factory=dict)
    can_hear: bool = True

    def to_json(self) -> Json:
        """Plain JSON values, defaults left out."""
        return _to_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The facts `to_json` wrote; raises ValueError for a name it does not know."""
        known = _known(cls, data)
        known["certifications"] = {slug: _date(day) for slug, day in known.get("certifications", {}).items()}
        known["territories"] = tuple(Territory(**t) for t in known.get("territories", ()))
        known["paused_until"] = _instant(known.get("paused_until"))
        known["joined_on"] = _date(known.get("joined_on"))
        known["absences"] = tuple(
            (date.fromisoformat(a), date.fromisoformat(b)) for a, b in known.get("absences", ())
        )
        known["working_hours"] = tuple((d, a, b) for d, a, b in known.get("working_hours", ()))
        for name in ("holidays", "half_days"):
            known[name] = tuple(date.fromisoformat(day) for day in known.get(name, ()))
        known["category_results"] = {
            slug: (won, lost) for slug, (won, lost) in known.get("category_results", {}).items()
        }
        known["frozen_results"] = {
            days: (won, lost, seconds)
            for days, (won, lost, seconds) in known.get("frozen_results", {}).items()
        }
        for name in ("specialisations", "languages"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """A lead as routing sees it, without personal data.

    `account` is the company's key (its domain); decisions and routing states, which nobody can
    change, know it by `account_mark` only, where there is one. `required_certifications` and
    `product_categories` follow from the products. `estimated_value` is in the vendor's
    currency. `previous_partner_ids` held or were offered this lead before;
    `previous_offered_at`, where given, runs parallel to it. `conflict_partner_ids` must not
    get it. `flags` are marks (`conditions.MARKS`) for what only the vendor's own lists can tell.
    `places` are all the codes of countries and regions that cover the lead, where they are more than its own
    two; `postal_keys` are the postal prefixes that cover it, where its country's codes need reading for that.
    `sourced_partner_id` is the partner whose own campaign brought it. `score` is the sum of the points by the
    vendor's criteria, when it came in or was last corrected.
    """

    id: str
    received_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    account: str | None = None
    account_mark: str | None = None
    country: str | None = None
    region: str | None = None
    postal_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    city: str | None = None
    industry: str | None = None
    products: tuple[str, ...] = ()
    required_certifications: tuple[str, ...] = ()
    product_categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    employees: int | None = None
    estimated_value: float | None = None
    currency: str | None = None
    intent_score: int | None = None
    stage: str | None = None
    source: str | None = None
    campaign: str | None = None
    partner_campaign: str | None = None
    authority: str | None = None
    budget_amount: float | None = None
    budget_confirmed: bool | None = None
    need_category: str | None = None
    timeline: str | None = None
    job_title: str | None = None
    consent: bool | None = None
    custom: Mapping[str, Any] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    previous_partner_ids: tuple[str, ...] = ()
    previous_offered_at: tuple[datetime, ...] = ()
    sticky_partner_id: str | None = None
    protected_partner_id: str | None = None
    conflict_partner_ids: tuple[str, ...] = ()
    offers_made: int = 0
    score: int = 0
    sourced_partner_id: str | None = None
    places: tuple[str, ...] = ()
    postal_keys: tuple[str, ...] = ()

    @property
    def counted_account(self) -> str | None:
        """What the leads of one account are counted under."""
        return self.account_mark or self.account

    def to_json(self) -> Json:
        """Plain JSON values, defaults left out."""
        return _to_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The facts `to_json` wrote; raises ValueError for a name it does not know."""
        known = _known(cls, {name: data[name] for name in data if name not in BESIDE_FACTS})
        for name, value in known.items():
            if isinstance(value, list):
                known[name] = tuple(value)
        if "received_at" in known:
            known["received_at"] = datetime.fromisoformat(known["received_at"])
        if "previous_offered_at" in known:
            known["previous_offered_at"] = tuple(
                datetime.fromisoformat(at) for at in known["previous_offered_at"]
            )
        return cls(**known)


def _to_json(facts: Any) -> Json:
    plain: Json = {}
    for name, blank in _BLANKS[type(facts)]:
        value = getattr(facts, name)
        if value != blank:
            plain[name] = value if type(value) in _PLAIN else _plain(value)
    return plain


def _blank(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    blank = kind() if kind is Territory else kind(id="")
    return tuple((f.name, getattr(blank, f.name)) for f in fields(kind))


_BLANKS: Mapping[type[Any], tuple[tuple[str, Any], ...]] = {
    kind: _blank(kind) for kind in (Territory, PartnerFacts, LeadFacts)
}
"""Each attribute and its value where nothing is known."""


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Territory):
        return _to_json(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _known(cls: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(data) - {f.name for f in fields(cls)})
    if unknown:
        raise ValueError(f"unknown facts: {', '.join(unknown)}")
    return dict(data)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
