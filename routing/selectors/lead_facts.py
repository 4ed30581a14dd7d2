"""Leads as the engine sees them, from rows: without personal data, since decisions keep them for ever."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from leads.models import DealRegistration, Lead
from leads.models.deal import DealState
from prm.tenants.models import Vendor
from prm.tenants.scope import current_vendor_id
from routing.engine import LeadFacts, Version
from routing.models import Offer, OfferInvitee, OfferState
from routing.selectors.roster import ProductFacts

Before = tuple[tuple[str, datetime], ...]
NO_PRODUCT = ProductFacts((), "")


@dataclass
class Surroundings:
    """What the leads of a batch have met before."""

    currency: str
    offered_before: Mapping[UUID, Before] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    protected: Mapping[str, str] = field(default_factory=dict)


def facts_of_leads(
    leads: Sequence[Lead], version: Version, products: Mapping[str, ProductFacts], now: datetime
) -> list[LeadFacts]:
    """Facts of these leads, in their order. Four queries, however many leads."""
    accounts = {lead.account_key for lead in leads if lead.account_key}
    surroundings = Surroundings(
        currency=Vendor.objects.values_list("currency", flat=True).get(id=current_vendor_id()),
        offered_before=offered_before([lead.id for lead in leads]),
        owners=owners_of_accounts(accounts) if accounts else {},
        protected=protected_accounts(accounts, now.date()) if accounts else {},
    )
    asked = fields_asked_for(version)
    return [facts_of_lead(lead, surroundings, products, asked) for lead in leads]


def facts_of_lead(
    lead: Lead, around: Surroundings, products: Mapping[str, ProductFacts], asked: frozenset[str]
) -> LeadFacts:
    """Facts of one lead. Of what could be personal, only what the policy asks for (`fields_asked_for`)."""
    wanted = [products.get(slug, NO_PRODUCT) for slug in lead.products]
    before = around.offered_before.get(lead.id, ())
    is_foreign = bool(lead.currency) and lead.currency != around.currency
    return LeadFacts(
        id=str(lead.id),
        received_at=lead.received_at,
        account=lead.account_key or None,
        country=lead.country or None,
        region=lead.region or None,
        postal_code=lead.postal_code or None,
        latitude=lead.latitude,
        longitude=lead.longitude,
        city=lead.city or None,
        industry=lead.industry or None,
        products=tuple(lead.products),
        required_certifications=tuple(
            sorted({slug for product in wanted for slug in product.certifications})
        ),
        product_categories=tuple(sorted({one.category for one in wanted if one.category})),
        languages=tuple(lead.languages),
        employees=lead.employees,
        estimated_value=None if is_foreign else _number(lead.estimated_value),
        currency=lead.currency or None,
        intent_score=lead.intent_score,
        stage=lead.stage,
        source=lead.source or None,
        campaign=lead.campaign or None,
        partner_campaign=lead.partner_campaign or None,
        authority=(lead.authority or None) if "authority" in asked else None,
        budget_amount=None if is_foreign else _number(lead.budget_amount),
        budget_confirmed=lead.budget_confirmed,
        need_category=lead.need_category or None,
        timeline=lead.timeline or None,
        job_title=(lead.job_title or None) if "job_title" in asked else None,
        consent=None if lead.consent is None else bool(lead.consent),
        custom={name: lead.custom[name] for name in sorted(lead.custom) if f"custom.{name}" in asked},
        flags=("foreign_currency",) if is_foreign else (),
        previous_partner_ids=tuple(partner_id for partner_id, _ in before),
        previous_offered_at=tuple(at for _, at in before),
        sticky_partner_id=around.owners.get(lead.account_key),
        protected_partner_id=around.protected.get(lead.account_key),
        offers_made=lead.offers_made,
    )


def fields_asked_for(version: Version) -> frozenset[str]:
    """Every field that a condition of the version names."""
    return frozenset(_named([rule.get("when") for rule in version.document["rules"]]))


def offered_before(lead_ids: Sequence[UUID]) -> dict[UUID, Before]:
    """Lead to the partners that had it, or were invited to it, and when."""
    offers = Offer.objects.filter(lead_id__in=lead_ids, partner__isnull=False)
    invited = OfferInvitee.objects.filter(offer__lead_id__in=lead_ids)
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
    rows = Offer.objects.filter(working, lead__account_key__in=list(accounts)).order_by("accepted_at", "id")
    return {account: str(partner) for account, partner in rows.values_list("lead__account_key", "partner_id")}


def protected_accounts(accounts: Iterable[str], today: date) -> dict[str, str]:
    """Account to the partner whose approved registration protects it today; the earliest of several."""
    rows = DealRegistration.objects.filter(
        account_key__in=list(accounts), state=DealState.APPROVED, protected_until_on__gte=today
    ).order_by("-registered_at", "-id")
    return {account: str(partner) for account, partner in rows.values_list("account_key", "partner_id")}


def _named(part: object) -> Iterable[str]:
    if isinstance(part, Mapping):
        if isinstance(part.get("field"), str):
            yield part["field"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _named(inner)


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
