"""Leads as the engine sees them, from rows: without personal data, since decisions keep them for ever."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from leads.fields.about import Engine, Kind
from leads.fields.catalogue import LEAD, known_to_engine
from leads.models import Lead
from prm.platform.cleaning.postal import postal_keys
from prm.platform.cleaning.subdivisions import places_of
from routing.batches.selectors.account_mark import account_mark
from routing.batches.selectors.lead_surroundings import Surroundings, surroundings_of
from routing.batches.selectors.routing_inputs import ProductFacts, RoutingInputs
from routing.engine import LeadFacts, PartnerTable, Version

ALWAYS_KNOWN: Final = tuple(
    (name, LEAD[name].kind) for name in known_to_engine(Engine.CONDITION, Engine.FACT)
)
KNOWN_WHEN_ASKED: Final = tuple((name, LEAD[name].kind) for name in known_to_engine(Engine.ASKED))
NO_PRODUCT = ProductFacts((), "")


def facts_of_leads(
    leads: Sequence[Lead], version: Version, inputs: RoutingInputs, now: datetime
) -> list[LeadFacts]:
    """Facts of these leads, in their order. Five queries, however many leads."""
    around, asked = surroundings_of(leads, now), fields_asked_for(version)
    return [facts_of_lead(lead, around, inputs, asked) for lead in leads]


def facts_of_lead(
    lead: Lead, around: Surroundings, inputs: RoutingInputs, asked: frozenset[str]
) -> LeadFacts:
    """Facts of one lead. Of what could be personal, only what the policy asks for (`fields_asked_for`)."""
    wanted = [inputs.products.get(slug, NO_PRODUCT) for slug in lead.products]
    before = around.offered_before.get(lead.id, ())
    rate = around.rates.worth(lead.currency, lead.received_at)
    facts = LeadFacts(
        id=str(lead.id),
        received_at=lead.received_at,
        account=lead.account_key or None,
        account_mark=account_mark(lead.account_key) if lead.account_key else None,
        stage=lead.stage,
        **_posted(lead, rate, asked),
        required_certifications=tuple(
            sorted({slug for product in wanted for slug in product.certifications})
        ),
        product_categories=tuple(sorted({one.category for one in wanted if one.category})),
        flags=tuple(_marks(lead, around, inputs, rate)),
        sourced_partner_id=_brought_by(lead, inputs.partner_table),
        previous_partner_ids=tuple(partner_id for partner_id, _ in before),
        previous_offered_at=tuple(at for _, at in before),
        sticky_partner_id=around.owners.get(lead.id),
        protected_partner_id=around.protected_for(lead),
        conflict_partner_ids=around.in_conflict(lead),
        offers_made=lead.offers_made,
        score=lead.score,
        places=_places_of(lead.country, lead.region),
        postal_keys=postal_keys(lead.postal_code, lead.country),
    )
    if facts.country is None and (country := around.country_of(lead)):
        facts = replace(facts, country=country, places=_places_of(country, ""))
    if crosses_territories(facts, inputs.partner_table):
        return replace(facts, flags=("cross_territory", *facts.flags))
    return facts


def _posted(lead: Lead, rate: float | None, asked: frozenset[str]) -> dict[str, Any]:
    """The posted fields that routing may know, as it knows them: None for what is not given."""
    facts = {name: _fact(kind, getattr(lead, name), rate) for name, kind in ALWAYS_KNOWN}
    return facts | {name: _asked(kind, name, getattr(lead, name), asked) for name, kind in KNOWN_WHEN_ASKED}


def _fact(kind: Kind, value: Any, rate: float | None) -> Any:
    match kind:
        case "text":
            return value or None
        case "money":
            return _worth(value, rate)
        case "list":
            return tuple(value)
        case "json":
            return None if value is None else bool(value)
    return value


def _asked(kind: Kind, name: str, value: Any, asked: frozenset[str]) -> Any:
    """Of custom fields, those that a condition names."""
    if kind == "object":
        return {inner: value[inner] for inner in sorted(value) if f"{name}.{inner}" in asked}
    return (value or None) if name in asked else None


def crosses_territories(facts: LeadFacts, partner_table: PartnerTable) -> bool:
    """Whether a partner with a tie to the lead has territories, and none of them covers its place.

    A tie is the partner campaign that brought it, work with its account, or a registered deal.
    """
    campaign = facts.partner_campaign
    tied = {
        partner_table.find(facts.sticky_partner_id),
        partner_table.find(facts.protected_partner_id),
        partner_table.find_named(campaign) if campaign else None,
    } - {None}
    if not tied or (facts.country is None and facts.latitude is None):
        return False
    levels = partner_table.territories.cover(facts).levels
    return any(
        partner_table.partners[place].territories and not levels[place] for place in tied if place is not None
    )


def _places_of(country: str, region: str) -> tuple[str, ...]:
    """The codes that cover the place, where they are more than its country and its region."""
    found = places_of(country, region)
    return found if len(found) > 1 + bool(region) else ()


def fields_asked_for(version: Version) -> frozenset[str]:
    """Every field that a condition of the version names."""
    return frozenset(_named([rule.get("when") for rule in version.document["rules"]]))


def _marks(lead: Lead, around: Surroundings, inputs: RoutingInputs, rate: float | None) -> Iterator[str]:
    """What the vendor's own lists say of the lead, in the order of the alphabet; then its own marks."""
    if inputs.products and any(_is_custom(slug, inputs.products) for slug in lead.products):
        yield "custom_product"
    if around.rates.is_foreign(lead.currency):
        yield "foreign_currency"
    if rate is None:
        yield "no_exchange_rate"
    if _brought_by(lead, inputs.partner_table) is not None:
        yield "partner_sourced"
    if around.is_strategic(lead):
        yield "strategic_account"
    yield from sorted(lead.marks)


def _brought_by(lead: Lead, partner_table: PartnerTable) -> str | None:
    """The partner that the lead's partner campaign names: by id, external id or name."""
    position = partner_table.find_named(lead.partner_campaign) if lead.partner_campaign else None
    return None if position is None else partner_table.ids[position]


def _is_custom(slug: str, products: Mapping[str, ProductFacts]) -> bool:
    """Made to order, or no longer in the catalogue."""
    return slug not in products or products[slug].is_custom


def _worth(amount: Decimal | None, rate: float | None) -> float | None:
    """In the vendor's currency, to the cent; None where the amount or its rate is unknown."""
    if amount is None or rate is None:
        return None
    return float(amount) if rate == 1.0 else round(float(amount) * rate, 2)


def _named(part: object) -> Iterable[str]:
    if isinstance(part, Mapping):
        if isinstance(part.get("field"), str):
            yield part["field"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _named(inner)
