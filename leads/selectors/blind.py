"""What a partner may know of a lead: before it has accepted it, and after.

Pages, API, mails and webhooks all take it from here, so that what is blind is decided in one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from leads.intake.timeline_band import TimelineBand, timeline_band
from leads.models import Lead

_SIZES = (0, 10, 50, 200, 1_000, 5_000)
_VALUES = (0, 5_000, 25_000, 100_000, 500_000, 1_000_000)


@dataclass(frozen=True)
class BlindLead:
    """Codes and bands only: nothing that somebody could have typed freely, nothing that names anybody.

    `size_band` counts employees ("50-199", "5000+"); `value_band` is money in `currency` ("25000-99999").
    Empty text means unknown.
    """

    industry: str
    country: str
    region: str
    size_band: str
    value_band: str
    currency: str
    products: list[str]
    intent_score: int | None
    timeline: TimelineBand
    need_category: str
    stage: str

    def as_dict(self) -> dict[str, Any]:
        """For JSON: a payload, an API answer."""
        return dict(vars(self))


@dataclass(frozen=True)
class Contact:
    """Everything about a lead that its holder needs; only for the partner that has accepted it."""

    external_id: str
    first_name: str
    last_name: str
    email: str
    phone: str
    job_title: str
    company: str
    website: str
    city: str
    postal_code: str
    employees: int | None
    languages: list[str]
    budget_amount: Decimal | None
    budget_confirmed: bool | None
    authority: str
    need: str
    timeline: str
    estimated_value: Decimal | None
    source: str
    campaign: str
    consent: Any
    custom: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """For JSON: a payload, an API answer."""
        return dict(vars(self))


def blind_facts(lead: Lead) -> BlindLead:
    """The only facts of a lead that may leave for a partner before it has accepted."""
    value = lead.estimated_value if lead.estimated_value is not None else lead.budget_amount
    return BlindLead(
        industry=lead.industry,
        country=lead.country,
        region=lead.region,
        size_band=band(lead.employees, _SIZES),
        value_band=band(value, _VALUES),
        currency=lead.currency,
        products=list(lead.products),
        intent_score=lead.intent_score,
        timeline=timeline_band(lead.timeline),
        need_category=lead.need_category,
        stage=lead.stage,
    )


def contact_facts(lead: Lead) -> Contact:
    """Who the lead is and what it said. The caller has made sure that the viewer holds the lead."""
    return Contact(**{name: getattr(lead, name) for name in Contact.__dataclass_fields__})


def may_see_contact(offer_state: str, offer_partner_id: UUID | None, viewer_id: UUID) -> bool:
    """Whether a partner sees who the lead is: while it holds it (`accepted`), and when it has closed it."""
    return offer_partner_id == viewer_id and offer_state in ("accepted", "closed")


def band(amount: int | float | Decimal | None, starts: Sequence[int]) -> str:
    """The band an amount falls in, as "50-199"; the last is open: "5000+". "" for none."""
    if amount is None:
        return ""
    for start, following in pairwise(starts):
        if amount < following:
            return f"{start}-{following - 1}"
    return f"{starts[-1]}+"
