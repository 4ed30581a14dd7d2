"""Whose claims a company meets: the one answer for routing, acceptance, registration and conflict checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from leads.identity.company import Company, Match, digest, match
from leads.models import DealRegistration, DealState
from leads.sql import CLAIMS
from prm.platform import clock
from prm.platform.tenants.scope import current_vendor_id

FORTNIGHT: Final = timedelta(days=14)


class Known(Protocol):
    """A stored row that says which company it is about."""

    company_keys: list[str]
    country: str


@dataclass(frozen=True)
class Claim:
    """A partner's deal registration that a company meets, and by what. `until` is set once approved."""

    deal_id: UUID
    partner_id: UUID
    partner_name: str
    company: str
    until: date | None
    registered_at: datetime
    country: str
    match: Match


def company_of(row: Known) -> Company:
    """The company of a stored lead or deal."""
    return Company(tuple(row.company_keys), row.country)


def claims_met(companies: Sequence[Company], today: date, besides: UUID | None = None) -> list[list[Claim]]:
    """For each company, the approved claims on it that protect it today: the surest first, then the earliest.

    A registry number and a domain meet the same one; a name meets the same name, whatever its legal form and
    spelling, in the same country or where one of the two names none. One query, however many companies.
    `besides`: without the claims of this partner.
    """
    return _claims(companies, ["approved"], today, besides)


def waiting_claims(company: Company, today: date) -> list[Claim]:
    """Claims on a company that are registered and not decided yet, in the order of `claims_met`."""
    return _claims([company], ["registered"], today, None)[0]


def protections_ending() -> QuerySet[DealRegistration]:
    """Approved claims whose protection ends within 14 days."""
    today = clock.now().date()
    ending = (today, today + FORTNIGHT)
    return DealRegistration.objects.filter(state=DealState.APPROVED, protected_until_on__range=ending)


def _claims(
    companies: Sequence[Company], states: list[str], today: date, besides: UUID | None
) -> list[list[Claim]]:
    vendor_id = current_vendor_id()
    asked = sorted({digest(key, vendor_id) for company in companies for key in company.keys})
    if not asked:
        return [[] for _ in companies]
    with connection.cursor() as cursor:
        cursor.execute(CLAIMS, [vendor_id, asked, states, today])
        rows = [row for row in cursor.fetchall() if row[1] != besides]
    return [_met(company, rows) for company in companies] if rows else [[] for _ in companies]


def _met(company: Company, rows: Sequence[tuple[Any, ...]]) -> list[Claim]:
    found = []
    for deal_id, partner_id, partner, name, until, registered_at, country, keys in rows:
        met = match(company, Company(tuple(keys), country))
        if met is not None:
            found.append(Claim(deal_id, partner_id, partner, name, until, registered_at, country, met))
    return sorted(found, key=lambda claim: (claim.match.order, claim.registered_at, claim.deal_id))
