"""The vendor, its lists, partners and people, as rows. Nothing here happened: it is what was there before."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import NAMESPACE_DNS, UUID, uuid5

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from leads.services.save_exchange_rate import add_exchange_rate
from leads.services.save_strategic_account import add_strategic_account
from partners.models import (
    Absence,
    Agreement,
    Certification,
    Partner,
    PartnerCertification,
    PartnerSpecialisation,
    Product,
    ProductCertification,
    Signature,
    Territory,
    Tier,
    TierRequirement,
    Vertical,
)
from prm.demo.places import CITIES
from prm.demo.seeds import City, PartnerSeed, PersonSeed, VendorSeed
from prm.platform import clock
from prm.platform.tenants.models import Membership, Role, User, Vendor

PASSWORD = "leads for everyone"  # noqa: S105 (the demo's, told to everybody)


@dataclass(frozen=True)
class Programme:
    """What the history needs to find its people and partners."""

    vendor: Vendor
    partners: Mapping[str, Partner]
    seeds: Mapping[UUID, PartnerSeed]
    members: Mapping[UUID | None, list[Membership]]

    def user(self, role: Role) -> User:
        """The vendor's person with a role."""
        return next(m.user for m in self.members[None] if m.role == role)

    def users_of(self, partner_id: UUID) -> list[User]:
        """Who acts for a partner."""
        return [member.user for member in self.members[partner_id]]


def build_programme(vendor: Vendor, seed: VendorSeed) -> Programme:
    """Write all of it, in the vendor's scope, as of the clock's instant."""
    _catalogue(seed)
    partners = _partners(seed)
    members = _people(seed, partners)
    _qualifications(seed, partners)
    programme = Programme(vendor, partners, {partners[p.key].id: p for p in seed.partners}, members)
    _agreement(seed, programme)
    return programme


def _catalogue(seed: VendorSeed) -> None:
    tiers = enumerate(seed.tiers, start=1)
    rows = Tier.objects.bulk_create(Tier(slug=slug, name=name, rank=rank) for rank, (slug, name) in tiers)
    TierRequirement.objects.bulk_create(
        TierRequirement(tier=row, measure=measure, threshold=threshold)
        for row in rows
        for measure, threshold in seed.tiers_ask.get(row.slug, {}).items()
    )
    held = Certification.objects.bulk_create(
        Certification(slug=s, name=n) for s, n in seed.certifications.items()
    )
    Vertical.objects.bulk_create(Vertical(slug=slug, name=name) for slug, name in seed.verticals.items())
    for company, website in seed.strategic_accounts:
        add_strategic_account(company=company, website=website)
    for currency, worth in seed.exchange_rates.items():
        since = clock.now().date() - timedelta(days=400)
        add_exchange_rate(currency=currency, rate=Decimal(worth), valid_from_on=since)
    by_slug = {row.slug: row for row in held}
    for slug, (name, category, asked, _value) in seed.products.items():
        product = Product.objects.create(slug=slug, name=name, category=category)
        if asked:
            ProductCertification.objects.create(product=product, certification=by_slug[asked])


def _partners(seed: VendorSeed) -> dict[str, Partner]:
    tiers = {tier.slug: tier for tier in Tier.objects.all()}
    rows = [_partner(seed, one, tiers[one.tier]) for one in seed.partners]
    return {row.external_id: row for row in Partner.objects.bulk_create(rows)}


def _partner(seed: VendorSeed, one: PartnerSeed, tier: Tier) -> Partner:
    city = CITIES[one.city]
    return Partner(
        # Fixed ids: the engine breaks ties by them, so that the same demo comes out each time.
        id=uuid5(NAMESPACE_DNS, f"{one.key}.{seed.slug}.example.com"),
        external_id=one.key,
        name=one.name,
        tier=tier,
        status="active" if one.status == "paused" else one.status,
        weight=one.weight,
        capacity=one.capacity,
        languages=sorted({"en", city.language}),
        country=city.country,
        region=city.region,
        city=city.name,
        postal_code=city.postal_code,
        latitude=city.latitude,
        longitude=city.longitude,
        time_zone=city.time_zone,
        holiday_country=city.country,
        email=f"leads@{one.key}.example.com",
        joined_on=clock.now().date() - timedelta(days=one.joined_days_ago),
        training_score=round(one.diligence - 0.1, 2),
        mdf_score=round(one.diligence / 2, 2),
    )


def _qualifications(seed: VendorSeed, partners: Mapping[str, Partner]) -> None:
    certifications = {row.slug: row for row in Certification.objects.all()}
    verticals = {row.slug: row for row in Vertical.objects.all()}
    for one in seed.partners:
        partner = partners[one.key]
        PartnerCertification.objects.bulk_create(
            PartnerCertification(partner=partner, certification=certifications[slug], expires_on=expires_on)
            for slug, expires_on in map(_certificate, one.certifications)
        )
        PartnerSpecialisation.objects.bulk_create(
            PartnerSpecialisation(partner=partner, vertical=verticals[slug]) for slug in one.verticals
        )
        Territory.objects.bulk_create(_territories(partner, one, CITIES[one.city]))


def _certificate(text: str) -> tuple[str, date | None]:
    for sign in ("+", "-"):
        slug, found, days = text.rpartition(sign)
        if found and days.isdigit():
            return slug, today() + timedelta(days=int(sign + days))
    return text, today() + timedelta(days=400)


def _territories(partner: Partner, one: PartnerSeed, city: City) -> Iterator[Territory]:
    for text in one.territories:
        place, _space, postal_prefix = text.partition(" ")
        if text.startswith("@"):
            yield Territory(
                partner=partner, latitude=city.latitude, longitude=city.longitude, radius_km=float(text[1:])
            )
        else:
            region = place if "-" in place else ""
            yield Territory(partner=partner, country=place[:2], region=region, postal_prefix=postal_prefix)


def _people(seed: VendorSeed, partners: Mapping[str, Partner]) -> dict[UUID | None, list[Membership]]:
    password = make_password(PASSWORD)
    members: dict[UUID | None, list[Membership]] = {}
    for person in (*seed.people, *_contacts(seed)):
        partner = partners[person.partner] if person.partner else None
        user = _user(person, password)
        member = Membership.objects.create(user=user, role=person.role, partner=partner)
        members.setdefault(partner.id if partner else None, []).append(member)
    return members


def _contacts(seed: VendorSeed) -> Iterator[PersonSeed]:
    """Somebody for each partner that has nobody who can log in."""
    staffed = {person.partner for person in seed.people}
    for one in seed.partners:
        if one.key not in staffed:
            email = f"contact@{one.key}.example.com"
            yield PersonSeed(email, f"{one.name} sales", Role.PARTNER_ADMIN, one.key, can_log_in=False)


def _user(person: PersonSeed, password: str) -> User:
    known = User.objects.filter(email=person.email).first()
    if known is not None:
        return known
    unusable = make_password(None)
    user = User.objects.create(
        email=person.email, full_name=person.full_name, password=password if person.can_log_in else unusable
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _agreement(seed: VendorSeed, programme: Programme) -> None:
    """The rules of engagement, signed by most when they were published."""
    now = clock.now()
    agreement = Agreement.objects.create(
        number=1,
        title=f"{seed.name}: rules of engagement",
        body=seed.agreement,
        published_at=now,
        created_at=now,
    )
    digest = hashlib.sha256(agreement.body.encode()).hexdigest()
    Signature.objects.bulk_create(
        _signature(agreement, digest, programme, partner_id, now + timedelta(minutes=7 * place))
        for place, (partner_id, one) in enumerate(programme.seeds.items())
        if one.has_signed
    )


def _signature(
    agreement: Agreement, digest: str, programme: Programme, partner_id: UUID, at: datetime
) -> Signature:
    user = programme.users_of(partner_id)[0]
    return Signature(
        agreement=agreement,
        partner_id=partner_id,
        user=user,
        signed_name=user.full_name,
        signed_at=at,
        address="192.0.2.17",
        text_sha256=digest,
    )


def today() -> date:
    """The day the demo is loaded, whatever instant of its history the clock is stopped at."""
    return datetime.now(tz=clock.now().tzinfo).date()


def add_absences(seed: VendorSeed, programme: Programme) -> None:
    """Who is away right now."""
    for one in seed.partners:
        if one.is_away:
            partner = programme.partners[one.key]
            on = clock.now().date()
            Absence.objects.create(
                partner=partner,
                starts_on=on - timedelta(days=1),
                ends_on=on + timedelta(days=6),
                note="Office move",
            )
