"""Rows for tests. Call in a vendor's scope (the fixtures of `tests.people` open one)."""

from datetime import timedelta
from functools import cache
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from leads.models import DealRegistration, Lead, LeadState
from leads.services.company_keys import add_company_keys
from partners.models import (
    Agreement,
    Certification,
    Partner,
    PartnerCertification,
    Product,
    Territory,
    Tier,
    Vertical,
    WorkingHours,
)
from prm.platform import clock
from prm.platform.outbox.models import WebhookEndpoint
from prm.platform.tenants.models import Membership, Role, User, Vendor
from routing.models import Offer, OfferState, PolicyState, PolicyVersion

PASSWORD = "a plain long password"


@cache
def password_hash() -> str:
    """PASSWORD, hashed once a process: hashing it for every person would take most of a test's time."""
    return make_password(PASSWORD)


class VendorFactory(DjangoModelFactory[Vendor]):
    """A vendor; its slug is new each time."""

    class Meta:
        model = Vendor

    slug = factory.Sequence(lambda n: f"vendor-{n}")
    name = factory.LazyAttribute(lambda vendor: vendor.slug.replace("-", " ").title())


class UserFactory(DjangoModelFactory[User]):
    """A person who can log in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.LazyFunction(password_hash)

    @factory.post_generation
    def confirmed_address(self, create: bool, given: object, **_: object) -> None:
        """As with every account that the product makes, the address is confirmed."""
        if create and given is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class TierFactory(DjangoModelFactory[Tier]):
    class Meta:
        model = Tier
        django_get_or_create = ("slug",)

    slug = "gold"
    name = factory.LazyAttribute(lambda tier: tier.slug.title())
    rank = factory.LazyAttribute(
        lambda tier: {"platinum": 1, "gold": 2, "silver": 3, "bronze": 4}.get(tier.slug, 5)
    )


class CertificationFactory(DjangoModelFactory[Certification]):
    class Meta:
        model = Certification
        django_get_or_create = ("slug",)

    slug = "network-security"
    name = factory.LazyAttribute(lambda row: row.slug.replace("-", " ").capitalize())


class VerticalFactory(DjangoModelFactory[Vertical]):
    class Meta:
        model = Vertical
        django_get_or_create = ("slug",)

    slug = "manufacturing"
    name = factory.LazyAttribute(lambda row: row.slug.replace("-", " ").capitalize())


class ProductFactory(DjangoModelFactory[Product]):
    class Meta:
        model = Product
        django_get_or_create = ("slug",)

    slug = "firewall"
    name = factory.LazyAttribute(lambda row: row.slug.replace("-", " ").capitalize())


class PartnerFactory(DjangoModelFactory[Partner]):
    """An active Gold partner, able to take leads from anywhere in the United States."""

    class Meta:
        model = Partner
        skip_postgeneration_save = True

    external_id = factory.Sequence(lambda n: f"p{n}")
    name = factory.Sequence(lambda n: f"Partner {n}")
    email = factory.Sequence(lambda n: f"leads@partner-{n}.example.com")
    tier = factory.SubFactory(TierFactory)

    @factory.post_generation
    def country_sold(partner: Partner, create: bool, country: str | None, **_: Any) -> None:
        """`PartnerFactory(country_sold="DE")`; "" for none at all."""
        if create and country != "":
            TerritoryFactory(partner=partner, country=country or "US")


class TerritoryFactory(DjangoModelFactory[Territory]):
    class Meta:
        model = Territory

    partner = factory.SubFactory(PartnerFactory, country_sold="")
    country = "US"


class PartnerCertificationFactory(DjangoModelFactory[PartnerCertification]):
    class Meta:
        model = PartnerCertification

    partner = factory.SubFactory(PartnerFactory)
    certification = factory.SubFactory(CertificationFactory)


class WorkingHoursFactory(DjangoModelFactory[WorkingHours]):
    class Meta:
        model = WorkingHours

    partner = factory.SubFactory(PartnerFactory)
    weekday = 0
    opens_at_minute = 9 * 60
    closes_at_minute = 17 * 60


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.CHANNEL_MANAGER


class AgreementFactory(DjangoModelFactory[Agreement]):
    class Meta:
        model = Agreement

    number = factory.Sequence(lambda n: n + 1)
    title = "Rules of engagement"
    body = "Work every lead that you accept."


def company_keys(row: Any) -> list[str]:
    """The keys that follow from the account and the folded name that a test gives."""
    domain = "" if "/" in row.account_key else row.account_key
    name = "" if row.company_fold == "zyzzyva mills" else row.company_fold
    return [f"{kind}:{value}" for kind, value in (("d", domain), ("n", name)) if value]


class LeadFactory(DjangoModelFactory[Lead]):
    """A waiting lead in Austin with contact details that a test can look for: all hold "zyzzyva"."""

    class Meta:
        model = Lead
        skip_postgeneration_save = True

    @factory.post_generation
    def known(lead: Lead, create: bool, given: object, **_: object) -> None:
        if create:
            add_company_keys([lead])

    company_keys = factory.LazyAttribute(company_keys)

    external_id = factory.Sequence(lambda n: f"L{n}")
    source = "web"
    first_name = "Zyzzyva"
    last_name = "Quibbleworth-Zyzzyva"
    email = factory.Sequence(lambda n: f"buyer{n}@zyzzyva.example.com")
    phone = "+15125550123"
    job_title = "Zyzzyva keeper"
    company = "Zyzzyva Mills"
    website = "https://zyzzyva.example.com"
    account_key = "zyzzyva.example.com"
    company_fold = "zyzzyva mills"
    country = "US"
    region = "US-TX"
    city = "Austin"
    postal_code = "78701"
    latitude = 30.2711
    longitude = -97.7437
    industry = "manufacturing"
    products = factory.LazyFunction(lambda: ["firewall"])
    employees = 240
    estimated_value = 42_000
    currency = "USD"
    need = "The zyzzyva firewall is on fire."
    need_category = "replacement"
    timeline = "3 months"
    intent_score = 70


class PolicyVersionFactory(DjangoModelFactory[PolicyVersion]):
    """A published version: everything to everybody in turn."""

    class Meta:
        model = PolicyVersion

    number = factory.Sequence(lambda n: n + 1)
    state = PolicyState.PUBLISHED
    published_at = factory.LazyFunction(clock.now)
    document = factory.LazyFunction(
        lambda: {
            "rules": [{"name": "Everything", "then": "route", "pool": "all"}],
            "pools": {"all": {"partners": {}, "require": [], "method": "round_robin"}},
            "sla": {
                "accept_within": "24h",
                "warn_after": "24h",
                "revoke_after": "48h",
                "max_offers": 5,
                "clock": "wall",
            },
        }
    )


class OfferFactory(DjangoModelFactory[Offer]):
    """A live offer, 24 hours to accept. For what the services do by themselves, use the services."""

    class Meta:
        model = Offer

    lead = factory.SubFactory(LeadFactory, state=LeadState.OFFERED)
    partner = factory.SubFactory(PartnerFactory)
    state = OfferState.OFFERED
    offered_at = factory.LazyFunction(clock.now)
    visible_at = factory.SelfAttribute("offered_at")
    deadline_at = factory.LazyAttribute(
        lambda offer: offer.offered_at + timedelta(seconds=offer.accept_within_seconds)
    )
    accept_within_seconds = 24 * 3600
    warn_after_seconds = 24 * 3600
    revoke_after_seconds = 48 * 3600
    pool = "all"
    method = "round_robin"
    rule_name = "Everything"


class DealRegistrationFactory(DjangoModelFactory[DealRegistration]):
    class Meta:
        model = DealRegistration
        skip_postgeneration_save = True

    @factory.post_generation
    def known(deal: DealRegistration, create: bool, given: object, **_: object) -> None:
        if create:
            add_company_keys([deal])

    company_keys = factory.LazyAttribute(company_keys)
    company_fold = ""

    partner = factory.SubFactory(PartnerFactory)
    company = factory.Sequence(lambda n: f"Account {n}")
    account_key = factory.Sequence(lambda n: f"account{n}.example.com")


class WebhookEndpointFactory(DjangoModelFactory[WebhookEndpoint]):
    class Meta:
        model = WebhookEndpoint

    url = "https://hooks.example.com/in"
    secret = "whsec_dGVzdHMgdGVzdHMgdGVzdHMgdGVzdHMgMTIzNA=="
