"""A vendor with a programme of partners, for measuring. Needs Django set up and a database."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from leads.models import Lead
from leads.services.company_keys import add_company_keys
from partners.models import (
    Certification,
    Partner,
    PartnerCertification,
    PartnerSpecialisation,
    Product,
    ProductCertification,
    Territory,
    Tier,
    Vertical,
)
from prm.platform import clock
from prm.platform.ids import new_id
from prm.platform.tenants.keys import issue_key
from prm.platform.tenants.models import Membership, Role, User, Vendor
from prm.platform.tenants.scope import vendor_scope
from routing.locks import lock_routing
from routing.models import PolicyState, PolicyVersion

STATES = tuple(f"US-{code}" for code in ("TX", "CA", "NY", "FL", "WA", "IL", "OH", "GA"))
INDUSTRIES = ("health", "manufacturing", "retail", "finance", "education", "energy")
PRODUCTS = ("firewall", "siem", "vpn", "backup", "storage", "network")
TIERS = ("platinum", "gold", "silver", "bronze")


@dataclass(frozen=True)
class Programme:
    """The vendor, and a key for its API."""

    vendor: Vendor
    key: str


def make_programme(size: int) -> Programme:
    """So many partners in four tiers, each with certifications, industries, areas and somebody to mail."""
    chance = random.Random(size)
    vendor = Vendor.objects.create(slug=f"bench-{new_id().hex[-16:]}", name="Bench")
    with vendor_scope(vendor.id):
        lock_routing()
        tiers = Tier.objects.bulk_create(Tier(slug=t, name=t.title(), rank=n) for n, t in enumerate(TIERS, 1))
        partners = Partner.objects.bulk_create(_partner(number, tiers, chance) for number in range(size))
        _qualify(partners, chance)
        _staff(partners, vendor)
        PolicyVersion.objects.create(
            number=1, state=PolicyState.PUBLISHED, document=policy(), published_at=clock.now()
        )
        return Programme(vendor, issue_key(vendor=vendor, name="bench").text)


def lead_body(number: int, chance: random.Random) -> dict[str, Any]:
    """A lead as it would be posted."""
    return {
        "external_id": f"B{number}",
        "source": "web",
        "first_name": "Dana",
        "last_name": "Whitfield",
        "email": f"dana{number}@company{number}.example.com",
        "company": f"Company {number}",
        "website": f"https://company{number}.example.com",
        "country": "US",
        "region": chance.choice(STATES),
        "industry": chance.choice(INDUSTRIES),
        "products": chance.sample(PRODUCTS, chance.randint(1, 2)),
        "employees": chance.randint(5, 5000),
        "languages": ["en"],
        "estimated_value": chance.randint(1_000, 200_000),
        "currency": "USD",
        "intent_score": chance.randint(0, 100),
        "need": "A replacement for what they have.",
        "timeline": "3 months",
    }


def new_lead(body: dict[str, Any]) -> Lead:
    """A lead as intake leaves it, not stored yet."""
    domain = body["website"].removeprefix("https://")
    return Lead(**body, account_key=domain, company_keys=[f"d:{domain}"])


def write_leads(programme: Programme, how_many: int, start: int) -> None:
    """Leads as intake leaves them, in one transaction."""
    chance = random.Random(start)
    bodies = [lead_body(start + number, chance) for number in range(how_many)]
    with vendor_scope(programme.vendor.id):
        leads = [new_lead(body) for body in bodies]
        Lead.objects.bulk_create(leads, batch_size=500)
        add_company_keys(leads)


def policy() -> dict[str, Any]:
    """Ten rules and four pools, of the usual sorts."""
    by_value = [
        {
            "name": f"Value from {value}",
            "when": {
                "all": [
                    {"field": "estimated_value", "op": "gte", "value": value},
                    {"field": "industry", "op": "eq", "value": industry},
                ]
            },
            "then": "route",
            "pool": pool,
        }
        for value, industry, pool in (
            (150_000, "finance", "tiered"),
            (120_000, "health", "certified"),
            (100_000, "energy", "tiered"),
            (80_000, "retail", "certified"),
            (60_000, "education", "tiered"),
            (50_000, "manufacturing", "certified"),
        )
    ]
    everything = {"name": "Everything else", "then": "route", "pool": "regional"}
    return {
        "rules": [*by_value, everything],
        "pools": {
            "certified": {
                "require": ["product_certification", "territory"],
                "method": "weighted",
                "fallback": "regional",
            },
            "tiered": {
                "require": ["territory"],
                "method": "tiered",
                "shares": {"platinum": 60, "gold": 25, "silver": 15},
                "prefer": ["territory_specificity"],
                "fallback": "regional",
            },
            "regional": {"require": ["territory"], "method": "weighted"},
        },
        "sla": {"accept_within": "24h", "warn_after": "24h", "revoke_after": "48h", "max_offers": 5},
    }


def _partner(number: int, tiers: list[Tier], chance: random.Random) -> Partner:
    return Partner(
        external_id=f"p{number}",
        name=f"Partner {number}",
        tier=chance.choices(tiers, (1, 3, 6, 10))[0],
        weight=chance.randint(1, 5),
        capacity=chance.choice((None, 1_000_000)),
        languages=["en"],
        country="US",
        email=f"leads@partner-{number}.example.com",
        time_zone=chance.choice(("America/Chicago", "America/New_York", "America/Los_Angeles")),
        joined_on=clock.now().date() - timedelta(days=400),
    )


def _qualify(partners: list[Partner], chance: random.Random) -> None:
    held = Certification.objects.bulk_create(Certification(slug=slug, name=slug.title()) for slug in PRODUCTS)
    sold = Product.objects.bulk_create(Product(slug=slug, name=slug.title()) for slug in PRODUCTS)
    ProductCertification.objects.bulk_create(
        ProductCertification(product=product, certification=certification)
        for product, certification in zip(sold, held, strict=True)
    )
    verticals = Vertical.objects.bulk_create(Vertical(slug=slug, name=slug.title()) for slug in INDUSTRIES)
    PartnerCertification.objects.bulk_create(
        PartnerCertification(partner=partner, certification=certification)
        for partner in partners
        for certification in chance.sample(held, 3)
    )
    PartnerSpecialisation.objects.bulk_create(
        PartnerSpecialisation(partner=partner, vertical=vertical)
        for partner in partners
        for vertical in chance.sample(verticals, 2)
    )
    Territory.objects.bulk_create(
        Territory(partner=partner, country="US", region=region)
        for partner in partners
        for region in ("", chance.choice(STATES))
    )


def _staff(partners: list[Partner], vendor: Vendor) -> None:
    people = User.objects.bulk_create(
        User(email=f"{partner.external_id}@{vendor.slug}.example.com", full_name="Rep")
        for partner in partners
    )
    Membership.objects.bulk_create(
        Membership(user=person, role=Role.PARTNER_REP, partner=partner)
        for person, partner in zip(people, partners, strict=True)
    )
