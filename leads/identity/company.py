"""Which company this is: one answer for routing, conflict checks, duplicates and strategic accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, Literal
from uuid import UUID

from prm.platform.cleaning.company import company_domains
from prm.platform.cleaning.company_name import company_folds
from prm.platform.cleaning.contact import email_domain
from prm.platform.cleaning.registry_id import registry_ids

Evidence = Literal["registry_id", "domain", "name"]
Key = str
"""The kind of evidence, a colon and the value: "d:acme.com", "n:acme", "r:lei:5299…"."""

_KINDS: Final[Mapping[str, Evidence]] = {"r": "registry_id", "d": "domain", "n": "name"}
CONFIDENCE: Final[Mapping[Evidence, float]] = {"registry_id": 1.0, "domain": 0.95, "name": 0.85}
WITHOUT_COUNTRY: Final = 0.75
"""How sure a match by name is where one of the two does not say its country."""


@dataclass(frozen=True)
class Company:
    """What a company is known by. A name counts within its country, or where one of two names none."""

    keys: tuple[Key, ...] = ()
    country: str = ""

    @classmethod
    def of(
        cls,
        *,
        company: str = "",
        website: str = "",
        email: str = "",
        country: str = "",
        custom: Mapping[str, Any] | None = None,
    ) -> "Company":
        """The company that clean values speak of."""
        return cls(
            (
                *(f"r:{found}" for found in registry_ids(custom or {})),
                *(f"d:{domain}" for domain in company_domains(website, email_domain(email))),
                *(f"n:{fold}" for fold in company_folds(company)),
            ),
            country,
        )

    @property
    def domains(self) -> tuple[str, ...]:
        return tuple(key[2:] for key in self.keys if key.startswith("d:"))


@dataclass(frozen=True)
class Match:
    """How two companies are found to be one, and how sure that is, from 0 to 1."""

    evidence: Evidence
    confidence: float

    @property
    def order(self) -> float:
        """The surest first."""
        return -self.confidence


def match_by(key: Key, country: str, other_country: str) -> Match | None:
    """What it says that two companies share a key; None for a name in two countries."""
    evidence = _KINDS[key[0]]
    if evidence != "name":
        return Match(evidence, CONFIDENCE[evidence])
    if country and other_country:
        return Match(evidence, CONFIDENCE[evidence]) if country == other_country else None
    return Match(evidence, WITHOUT_COUNTRY)


def match(one: Company, other: Company) -> Match | None:
    """The surest match of two companies; None where they share nothing."""
    shared = [key for key in one.keys if key in other.keys]
    found = [each for key in shared if (each := match_by(key, one.country, other.country))]
    return min(found, key=lambda each: each.order, default=None)


def digest(key: Key, vendor_id: UUID) -> int:
    """The key as it is stored and looked up: 64 bits, with a sign."""
    hashed = blake2b(key.encode(), digest_size=8, salt=vendor_id.bytes).digest()
    return int.from_bytes(hashed, "big", signed=True)


def digests(keys: Iterable[Key], vendor_id: UUID) -> dict[int, Key]:
    """Each key by its digest."""
    return {digest(key, vendor_id): key for key in keys}
