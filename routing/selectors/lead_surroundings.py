"""What a batch of leads meets: currency, rates, strategic accounts, earlier offers, claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from leads.models import DealRegistration, Lead
from leads.models.deal import DealState
from prm.tenants.scope import current_vendor_id
from routing.models import Offer, OfferInvitee, OfferState
from routing.selectors.exchange_rates import Rates

Before = tuple[tuple[str, datetime], ...]

# One statement: every batch asks for it, and most batches are a single lead.
TABLES = """
SELECT 'vendor', currency, time_zone, NULL::date, NULL::float8 FROM tenants_vendor WHERE id = %(vendor)s
UNION ALL
SELECT 'domain', domain, '', NULL, NULL FROM leads_strategicaccount
WHERE vendor_id = %(vendor)s AND domain = ANY(%(domains)s)
UNION ALL
SELECT 'company', company_fold, '', NULL, NULL FROM leads_strategicaccount
WHERE vendor_id = %(vendor)s AND company_fold = ANY(%(companies)s)
UNION ALL
SELECT 'rate', currency, '', valid_from_on, rate::float8 FROM leads_exchangerate
WHERE vendor_id = %(vendor)s AND currency = ANY(%(currencies)s)
"""


@dataclass
class Surroundings:
    """What the leads of a batch have met before, and what the vendor's own tables say of them.

    `domains` and `companies` are those of strategic accounts.
    """

    rates: Rates
    domains: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    offered_before: Mapping[UUID, Before] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    protected: Mapping[str, str] = field(default_factory=dict)

    def is_strategic(self, lead: Lead) -> bool:
        """Whether the lead's company is on the vendor's list, by its domain or its folded name."""
        return lead.account_key in self.domains or lead.company_fold in self.companies


def surroundings_of(leads: Sequence[Lead], now: datetime, *, is_fresh: bool = False) -> Surroundings:
    """What these leads meet. Five queries, however many leads; two for fresh ones.

    Fresh leads are taken as if they had just come in: offered to nobody, their accounts worked by nobody.
    """
    found = _tables(leads)
    accounts = {lead.account_key for lead in leads if lead.account_key}
    if accounts:
        found.protected = protected_accounts(accounts, now.date())
    if not is_fresh:
        found.offered_before = offered_before([lead.id for lead in leads])
        found.owners = owners_of_accounts(accounts) if accounts else {}
    return found


def offered_before(lead_ids: Sequence[UUID]) -> dict[UUID, Before]:
    """Lead to the partners that had it, or were invited to it, and when."""
    offers = Offer.objects.filter(lead_id__any_of=lead_ids, partner__isnull=False)
    invited = OfferInvitee.objects.filter(offer__lead_id__any_of=lead_ids)
    found: dict[UUID, dict[str, datetime]] = {}
    for lead_id, partner_id, at in [
        *offers.values_list("lead_id", "partner_id", "offered_at").order_by("offered_at", "id"),
        *invited.values_list("offer__lead_id", "partner_id", "invited_at").order_by("invited_at", "id"),
    ]:
        found.setdefault(lead_id, {})[str(partner_id)] = at
    return {lead_id: tuple(partners.items()) for lead_id, partners in found.items()}


def owners_of_accounts(accounts: Iterable[str]) -> dict[str, str]:
    """Account to the partner that works with it: holds, or last won, a lead from there."""
    working = Q(state=OfferState.ACCEPTED) | Q(state=OfferState.CLOSED, outcome="won")
    rows = Offer.objects.filter(working, lead__account_key__any_of=accounts).order_by("accepted_at", "id")
    return {account: str(partner) for account, partner in rows.values_list("lead__account_key", "partner_id")}


def protected_accounts(accounts: Iterable[str], today: date) -> dict[str, str]:
    """Account to the partner whose approved registration protects it today; the earliest of several."""
    rows = DealRegistration.objects.filter(
        account_key__any_of=accounts, state=DealState.APPROVED, protected_until_on__gte=today
    ).order_by("-registered_at", "-id")
    return {account: str(partner) for account, partner in rows.values_list("account_key", "partner_id")}


def _tables(leads: Sequence[Lead]) -> Surroundings:
    asked: dict[str, Any] = {
        "vendor": current_vendor_id(),
        "domains": sorted({lead.account_key for lead in leads} - {""}),
        "companies": sorted({lead.company_fold for lead in leads} - {""}),
        "currencies": sorted({lead.currency for lead in leads} - {""}),
    }
    with connection.cursor() as cursor:
        cursor.execute(TABLES, asked)
        rows = cursor.fetchall()
    [(currency, zone)] = [(row[1], row[2]) for row in rows if row[0] == "vendor"]
    rates = ((code, first, worth) for kind, code, _, first, worth in rows if kind == "rate")
    return Surroundings(
        rates=Rates.of(currency, zone, rates),
        domains=frozenset(row[1] for row in rows if row[0] == "domain"),
        companies=frozenset(row[1] for row in rows if row[0] == "company"),
    )
