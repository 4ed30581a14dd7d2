"""All partners side by side, as columns: built once a batch, never changed."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.engine.facts import Frozen, PartnerFacts, TierFacts
from routing.engine.geometry import Floats, unit_vectors
from routing.engine.territory import TerritoryIndex

NO_LIMIT: Final = 2**62
NEVER_EXPIRES: Final = 2**31 - 1
ROUTABLE_STATUSES: Final = frozenset({"active", "probation"})

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def digest_of_ids(ids: Sequence[str]) -> str:
    """Stands for ids in this order: 32 hexadecimal digits."""
    return hashlib.blake2b(",".join(ids).encode(), digest_size=16).hexdigest()


class PartnerTable:
    """Partners sorted by id, so that the order they were read in can decide nothing.

    Columns are read-only arrays over partner table positions. Columns a policy may or may not ask
    for (a certification, a language) are made when first wanted and then kept.
    """

    def __init__(self, partners: Iterable[PartnerFacts], tiers: Iterable[TierFacts] = ()) -> None:
        self.partners = tuple(sorted(partners, key=lambda partner: partner.id))
        self.tiers = tuple(sorted(tiers, key=lambda tier: (tier.rank, tier.slug)))
        self.ids = tuple(partner.id for partner in self.partners)
        self._positions = {partner_id: position for position, partner_id in enumerate(self.ids)}
        if len(self._positions) != len(self.ids):
            raise ValueError("two partners have the same id")
        self._held: dict[str, NDArray[np.int32]] = {}
        self._sets: dict[tuple[str, str], Flags] = {}
        self._ranks: dict[str, Ints] = {}
        self._windows: dict[int, tuple[Ints, Ints, Floats]] = {}

    @classmethod
    def build(cls, partners: Sequence[PartnerFacts], tiers: Sequence[TierFacts] = ()) -> "PartnerTable":
        """The partner table of these partners; raises ValueError when two have one id."""
        return cls(partners, tiers)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def ids_digest(self) -> str:
        """Stands for the ids: equal for partner tables that list the same partners."""
        return digest_of_ids(self.ids)

    def position(self, partner_id: str) -> int:
        """Where a partner stands; raises KeyError for a stranger."""
        return self._positions[partner_id]

    def find(self, partner_id: str | None) -> int | None:
        """Where a partner stands, or None for a stranger."""
        return None if partner_id is None else self._positions.get(partner_id)

    def find_named(self, name: str) -> int | None:
        """Where the partner stands that goes by this id, external id or name, whatever the case."""
        return self._named.get(name.strip().casefold())

    @cached_property
    def _named(self) -> dict[str, int]:
        """Names, then external ids, then ids: the later win; of equal names the first in partner table
        order."""
        named: dict[str, int] = {}
        for place in reversed(range(len(self))):
            named[self.partners[place].name.casefold()] = place
        for place, partner in enumerate(self.partners):
            named |= {key.casefold(): place for key in (partner.external_id, partner.id) if key}
        named.pop("", None)
        return named

    def __getitem__(self, partner_id: str) -> PartnerFacts:
        return self.partners[self._positions[partner_id]]

    def with_partner(self, facts: PartnerFacts) -> "PartnerTable":
        """A partner table in which one partner's facts are these; positions stay as they are."""
        position = self.position(facts.id)
        changed = (*self.partners[:position], replace(facts), *self.partners[position + 1 :])
        return PartnerTable(changed, self.tiers)

    # Columns that every decision looks at.

    @cached_property
    def routable(self) -> Flags:
        """Whose status lets them receive leads."""
        return _flags(partner.status in ROUTABLE_STATUSES for partner in self.partners)

    @cached_property
    def policy_signed(self) -> Flags:
        """Who has signed what there is to sign."""
        return _flags(partner.policy_signed for partner in self.partners)

    @cached_property
    def can_hear(self) -> Flags:
        """Who has anybody to hear of an offer."""
        return _flags(partner.can_hear for partner in self.partners)

    @cached_property
    def weight(self) -> Ints:
        """Given weights."""
        return _ints(partner.weight for partner in self.partners)

    @cached_property
    def capacity(self) -> Ints:
        """Most open leads at once; NO_LIMIT for any number."""
        return _limits(partner.capacity for partner in self.partners)

    @cached_property
    def caps(self) -> Ints:
        """Most offers a day, week and month, shape (n, 3); NO_LIMIT for any number."""
        rows = [_limits((p.daily_cap, p.weekly_cap, p.monthly_cap)) for p in self.partners]
        return _frozen(np.array(rows, dtype=np.int64).reshape(-1, 3))

    @cached_property
    def max_per_account(self) -> Ints:
        """Most open leads from one account; NO_LIMIT for any number."""
        return _limits(partner.max_per_account for partner in self.partners)

    @cached_property
    def tier_rank(self) -> Ints:
        """Position of each partner's tier, 0 for the highest; one past the last for none."""
        ranks = {tier.slug: rank for rank, tier in enumerate(self.tiers)}
        return _ints(ranks.get(partner.tier or "", len(ranks)) for partner in self.partners)

    @cached_property
    def zones(self) -> tuple[str, ...]:
        """The time zones partners live in."""
        return tuple(sorted({partner.time_zone for partner in self.partners}))

    @cached_property
    def zone_of_each(self) -> Ints:
        """Position of each partner's zone in `zones`."""
        places = {name: place for place, name in enumerate(self.zones)}
        return _ints(places[partner.time_zone] for partner in self.partners)

    @cached_property
    def pauses(self) -> tuple[tuple[int, datetime], ...]:
        """Position and end of every pause."""
        ends = ((place, partner.paused_until) for place, partner in enumerate(self.partners))
        return tuple((place, end) for place, end in ends if end is not None)

    @cached_property
    def absences(self) -> tuple[tuple[int, int, int], ...]:
        """Position, first and last day (ordinals) of every absence."""
        return tuple(
            (place, first.toordinal(), last.toordinal())
            for place, partner in enumerate(self.partners)
            for first, last in partner.absences
        )

    @cached_property
    def won(self) -> Ints:
        """Leads won."""
        return _ints(partner.closed_won for partner in self.partners)

    @cached_property
    def lost(self) -> Ints:
        """Leads lost."""
        return _ints(partner.closed_lost for partner in self.partners)

    def results_of_window(self, days: int) -> tuple[Ints, Ints, Floats]:
        """Won, lost and seconds to first action as they stood when the window of so many days began."""
        if days not in self._windows:
            frozen = [partner.frozen_results.get(str(days)) or _live(partner) for partner in self.partners]
            seconds = np.array([float("nan") if at is None else at for _, _, at in frozen], dtype=np.float64)
            won, lost = _ints(won for won, _, _ in frozen), _ints(lost for _, lost, _ in frozen)
            self._windows[days] = (won, lost, seconds)
        return self._windows[days]

    @cached_property
    def points(self) -> Floats:
        """Locations as unit vectors, shape (n, 3); NaN where unknown."""
        nan = float("nan")
        points = unit_vectors(
            [nan if p.latitude is None else p.latitude for p in self.partners],
            [nan if p.longitude is None else p.longitude for p in self.partners],
        ).reshape(-1, 3)
        points.flags.writeable = False
        return points

    @cached_property
    def territories(self) -> TerritoryIndex:
        """Look-up from a place to those whose territory it is."""
        return TerritoryIndex(self.partners)

    # Columns for one slug each.

    def holds_until(self, certification: str) -> NDArray[np.int32]:
        """Last valid day as a proleptic ordinal: 0 for not held, NEVER_EXPIRES for no end."""
        column = self._held.get(certification)
        if column is None:
            column = np.array([_last_day(p, certification) for p in self.partners], dtype=np.int32)
            column.flags.writeable = False
            self._held[certification] = column
        return column

    def certification_count(self, today: NDArray[np.int32]) -> Ints:
        """How many certifications each partner holds that are valid on its date of today."""
        slugs = {slug for partner in self.partners for slug in partner.certifications}
        held = np.zeros(len(self), dtype=np.int64)
        for slug in slugs:
            held += self.holds_until(slug) >= today
        return _frozen(held)

    def tie_rank(self, pool: str) -> Ints:
        """Each partner's place in a pool's own fixed shuffle, by a hash of pool and partner: see `allot`."""
        if pool not in self._ranks:
            keys = [hashlib.blake2b(f"{pool}\0{each}".encode(), digest_size=8).digest() for each in self.ids]
            shuffled = sorted(range(len(self)), key=lambda place: (keys[place], self.ids[place]))
            rank = np.empty(len(self), dtype=np.int64)
            rank[shuffled] = np.arange(len(self))
            self._ranks[pool] = _frozen(rank)
        return self._ranks[pool]

    def results_in(self, category: str) -> tuple[Ints, Ints]:
        """Leads won and lost in one product category."""
        results = [partner.category_results.get(category, (0, 0)) for partner in self.partners]
        return _ints(won for won, _ in results), _ints(lost for _, lost in results)

    def specialises(self, industry: str) -> Flags:
        """Who specialises in this industry."""
        return self._has("specialisations", industry)

    def speaks(self, language: str) -> Flags:
        """Who speaks this language, whatever the country or script: `en-GB` meets `en`."""
        base = language.split("-", maxsplit=1)[0].casefold()
        key = ("languages", base)
        if key not in self._sets:
            self._sets[key] = _flags(
                any(own.split("-")[0].casefold() == base for own in partner.languages)
                for partner in self.partners
            )
        return self._sets[key]

    def in_tier(self, tier: str) -> Flags:
        """Who is in this tier."""
        return self._has("tier", tier)

    def in_country(self, country: str) -> Flags:
        """Who is at home in this country."""
        return self._has("country", country)

    def named(self, identity: str) -> Flags:
        """Who goes by this id or external id."""
        return _flags(identity in (p.id, p.external_id) for p in self.partners)

    def _has(self, name: str, value: str) -> Flags:
        key = (name, value)
        if key not in self._sets:
            self._sets[key] = _flags(_owns(getattr(partner, name), value) for partner in self.partners)
        return self._sets[key]

    # The stored form.

    @cached_property
    def canonical(self) -> bytes:
        """The one way to write this partner table down: equal partner tables give equal bytes."""
        content = {
            "partners": [partner.to_json() for partner in self.partners],
            "tiers": [[tier.slug, tier.rank] for tier in self.tiers],
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    @cached_property
    def digest(self) -> str:
        """Address of the snapshot: SHA-256 of the canonical bytes, hexadecimal."""
        return hashlib.sha256(self.canonical).hexdigest()

    def snapshot(self) -> bytes:
        """The stored form: canonical bytes, compressed. Store it under `digest`."""
        return zlib.compress(self.canonical, 6)

    @classmethod
    def restore(cls, snapshot: bytes) -> "PartnerTable":
        """The partner table that `snapshot` wrote."""
        content = json.loads(zlib.decompress(snapshot))
        partners = [PartnerFacts.from_json(data) for data in content["partners"]]
        return cls(partners, [TierFacts(slug, rank) for slug, rank in content["tiers"]])


def _frozen(column: Ints) -> Ints:
    column.flags.writeable = False
    return column


def _ints(values: Iterable[int]) -> Ints:
    return _frozen(np.array(list(values), dtype=np.int64))


def _limits(values: Iterable[int | None]) -> Ints:
    return _ints(NO_LIMIT if value is None else value for value in values)


def _flags(values: Iterable[bool]) -> Flags:
    column = np.array(list(values), dtype=np.bool_)
    column.flags.writeable = False
    return column


def _owns(owned: str | tuple[str, ...] | None, value: str) -> bool:
    return value == owned if isinstance(owned, str) or owned is None else value in owned


def _live(partner: PartnerFacts) -> Frozen:
    return partner.closed_won, partner.closed_lost, partner.median_ttfa_seconds


def _last_day(partner: PartnerFacts, certification: str) -> int:
    if certification not in partner.certifications:
        return 0
    expires_on = partner.certifications[certification]
    return NEVER_EXPIRES if expires_on is None else expires_on.toordinal()
