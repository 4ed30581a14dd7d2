"""The offers of a partner, open and ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from leads.selectors.blind import blind_facts
from partners.models import PartnerCertification, ProductCertification
from partners.selectors.catalogue_names import catalogue_names
from portal.facts import LeadFacts, lead_facts
from prm.platform import clock
from routing.models import Offer, OfferInvitee, OfferState

MOST = 1000
FRESH_SECONDS = 10
ENDED = (OfferState.DECLINED, OfferState.EXPIRED, OfferState.REVOKED, OfferState.WITHDRAWN)


@dataclass(frozen=True)
class OfferCard:
    """An offer as it is shown before acceptance. It holds facts, not the lead."""

    id: UUID
    state: str
    offered_at: datetime
    deadline_at: datetime
    closed_at: datetime | None
    is_claim: bool
    is_manual: bool
    method: str
    facts: LeadFacts
    certifications_needed: int
    certifications_held: int
    decline_reason: str
    value_band: str

    @property
    def named(self) -> str:
        """What tells its buttons apart for those who hear them: title and place."""
        return ", ".join(part for part in (self.facts.title, self.facts.place) if part)

    @property
    def reference(self) -> str:
        """What tells this offer from its like, on the page and in the mail."""
        return reference_of(self.id)

    @property
    def least_value(self) -> Decimal:
        """The lower end of the value's band; nothing where it is unknown."""
        return Decimal(self.value_band.rstrip("+").partition("-")[0] or 0)

    @property
    def is_fresh(self) -> bool:
        """Whether it came in the last few seconds, so that it may stand out."""
        return (clock.now() - self.offered_at).total_seconds() < FRESH_SECONDS

    @property
    def subtitle(self) -> list[str]:
        """Industry, place and size, as far as known."""
        facts = self.facts
        return [part for part in (facts.industry, facts.place, facts.size) if part and part != facts.title]


def reference_of(offer_id: UUID | str) -> str:
    """A few letters of an offer's id: the last ones, which differ also between offers of one second."""
    return str(offer_id).replace("-", "")[-6:].upper()


def open_offers(partner_id: UUID) -> QuerySet[Offer]:
    """Offers this partner can accept now: its own, and claims it is invited to; soonest deadline first."""
    now = clock.now()
    invited = OfferInvitee.objects.filter(
        offer=OuterRef("id"), partner_id=partner_id, declined_at__isnull=True
    )
    mine = Q(partner_id=partner_id) | Q(partner_id__isnull=True, is_claim=True) & Exists(invited)
    return Offer.objects.filter(
        mine, state=OfferState.OFFERED, visible_at__lte=now, deadline_at__gt=now
    ).order_by("deadline_at", "id")


def waiting_ids(partner_id: UUID) -> list[UUID]:
    """The open offers, by id."""
    return list(open_offers(partner_id).values_list("id", flat=True)[:MOST])


def fingerprint(offer_ids: Iterable[UUID]) -> str:
    """A few letters that change whenever the list of open offers does."""
    return blake2b(b"".join(each.bytes for each in offer_ids), digest_size=8).hexdigest()


def ended_offers(partner_id: UUID, *, days: int = 14) -> QuerySet[Offer]:
    """What left the inbox lately without being worked, newest first."""
    since = clock.now() - timedelta(days=days)
    ended = Offer.objects.filter(partner_id=partner_id, state__in=ENDED, offered_at__gte=since)
    return ended.order_by("-offered_at")


def offer_of_partner(offer_id: UUID, partner_id: UUID) -> Offer | None:
    """An offer that is, was, or could have been this partner's; None is a 404."""
    invited = OfferInvitee.objects.filter(offer=OuterRef("id"), partner_id=partner_id)
    visible = Q(partner_id=partner_id) | Q(is_claim=True) & Exists(invited)
    found = Offer.objects.filter(visible, id=offer_id, visible_at__lte=clock.now())
    return found.select_related("lead").first()


def as_cards(*lists: Iterable[Offer], partner_id: UUID) -> list[list[OfferCard]]:
    """Lists of offers, with their leads, as lists of cards; the catalogue is read once for all of them."""
    rows = [list(offers) for offers in lists]
    leads = [row.lead for offers in rows for row in offers]
    if not leads:
        return [[] for _ in lists]
    names = catalogue_names()
    needed = certifications_needed({slug for lead in leads for slug in lead.products})
    held = certifications_held(partner_id) if needed else set()
    return [[as_card(row, names, needed, held) for row in offers] for offers in rows]


def one_card(offer: Offer, partner_id: UUID) -> OfferCard:
    """One offer as a card."""
    return as_cards([offer], partner_id=partner_id)[0][0]


def as_card(offer: Offer, names: dict[str, str], needed: dict[str, set[UUID]], held: set[UUID]) -> OfferCard:
    """One offer, with what the partner's certifications match."""
    blind = blind_facts(offer.lead)
    wanted = set().union(*(needed.get(slug, set()) for slug in offer.lead.products))
    return OfferCard(
        id=offer.id,
        state=offer.state,
        offered_at=offer.offered_at,
        deadline_at=offer.deadline_at,
        closed_at=offer.closed_at,
        is_claim=offer.is_claim,
        is_manual=offer.is_manual,
        method=offer.method,
        facts=lead_facts(blind, names),
        value_band=blind.value_band,
        certifications_needed=len(wanted),
        certifications_held=len(wanted & held),
        decline_reason=offer.decline_reason,
    )


def certifications_needed(products: set[str]) -> dict[str, set[UUID]]:
    """Certifications that selling each of these products asks for."""
    rows = ProductCertification.objects.filter(product__slug__in=products)
    needed: dict[str, set[UUID]] = {}
    for slug, certification_id in rows.values_list("product__slug", "certification_id"):
        needed.setdefault(slug, set()).add(certification_id)
    return needed


def certifications_held(partner_id: UUID, on: date | None = None) -> set[UUID]:
    """Certifications the partner holds on a day, today if none is given."""
    valid = Q(expires_on__isnull=True) | Q(expires_on__gte=on or clock.now().date())
    held = PartnerCertification.objects.filter(valid, partner_id=partner_id)
    return set(held.values_list("certification_id", flat=True))
