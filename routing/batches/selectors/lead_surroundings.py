"""What a batch of leads meets: currency, rates, strategic accounts, earlier offers, claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from leads.identity.company import digests
from leads.models import Lead
from leads.selectors.claims import Claim
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.selectors.companies_met import (
    claims_on_leads,
    owners_of_companies,
    partners_of_like_leads,
)
from routing.batches.selectors.exchange_rates import Rates
from routing.batches.sql import OFFERED_BEFORE, SURROUNDINGS

Before = tuple[tuple[str, datetime], ...]


@dataclass
class Surroundings:
    """What the leads of a batch have met before, and what the vendor's own tables say of them.

    `strategic` holds the keys of strategic accounts. `claims`: lead to the claims on its company, the one
    that counts first. `owners`: lead to the partner that had the same person before, else
    works with its company, else has a lead that is like it.
    """

    rates: Rates
    strategic: frozenset[str] = frozenset()
    offered_before: Mapping[UUID, Before] = field(default_factory=dict)
    owners: Mapping[UUID, str] = field(default_factory=dict)
    claims: Mapping[UUID, list[Claim]] = field(default_factory=dict)

    def is_strategic(self, lead: Lead) -> bool:
        """Whether the lead's company is on the vendor's list, by its domain or its name."""
        return not self.strategic.isdisjoint(lead.company_keys)

    def protected_for(self, lead: Lead) -> str | None:
        """The partner whose claim on the lead's company counts."""
        return next((str(claim.partner_id) for claim in self.claims.get(lead.id, ())), None)

    def in_conflict(self, lead: Lead) -> tuple[str, ...]:
        """The partners with a claim on the lead's company that counts less."""
        others = (str(claim.partner_id) for claim in self.claims.get(lead.id, ()))
        return tuple(dict.fromkeys(each for each in others if each != self.protected_for(lead)))

    def country_of(self, lead: Lead) -> str:
        """Where the lead is; where it does not say, where the company is that somebody has a claim on."""
        claimed = (claim.country for claim in self.claims.get(lead.id, ()) if claim.country)
        return lead.country or next(claimed, "")


def surroundings_of(leads: Sequence[Lead], now: datetime, *, is_fresh: bool = False) -> Surroundings:
    """What these leads meet. Five queries, however many leads; two for fresh ones.

    Fresh leads are taken as if they had just come in: offered to nobody, their accounts worked by nobody.
    """
    found = _tables(leads)
    found.claims = claims_on_leads(leads, now.date())
    if not is_fresh:
        found.offered_before = offered_before([lead.id for lead in leads])
        again, similar = partners_of_like_leads(leads)
        found.owners = {**similar, **owners_of_companies(leads), **again}
    return found


def offered_before(lead_ids: Sequence[UUID]) -> dict[UUID, Before]:
    """Lead to the partners that had it, or were invited to it, and when."""
    asked: dict[str, Any] = {"vendor": current_vendor_id(), "leads": list(lead_ids)}
    with connection.cursor() as cursor:
        cursor.execute(OFFERED_BEFORE, asked)
        rows = cursor.fetchall()
    found: dict[UUID, dict[str, datetime]] = {}
    for lead_id, partner_id, at, *_ in rows:
        found.setdefault(lead_id, {})[partner_id] = at
    return {lead_id: tuple(partners.items()) for lead_id, partners in found.items()}


def _tables(leads: Sequence[Lead]) -> Surroundings:
    keys = digests({key for lead in leads for key in lead.company_keys}, current_vendor_id())
    asked: dict[str, Any] = {
        "vendor": current_vendor_id(),
        "digests": list(keys),
        "currencies": sorted({lead.currency for lead in leads} - {""}),
    }
    with connection.cursor() as cursor:
        cursor.execute(SURROUNDINGS, asked)
        rows = cursor.fetchall()
    [(currency, zone)] = [(row[1], row[2]) for row in rows if row[0] == "vendor"]
    rates = ((code, first, worth) for kind, code, _, first, worth in rows if kind == "rate")
    return Surroundings(
        rates=Rates.of(currency, zone, rates),
        strategic=frozenset(keys[int(row[1])] for row in rows if row[0] == "account"),
    )
