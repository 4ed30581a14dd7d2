"""Partners as the engine sees them, from rows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from partners.calendars import half_holidays, public_holidays
from partners.models import (
    Absence,
    Agreement,
    Partner,
    PartnerCertification,
    PartnerSpecialisation,
    Signature,
    Tier,
    WorkingHours,
)
from partners.models import Territory as TerritoryRow
from prm.platform.cleaning.postal import read_postal_prefix
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.selectors.calendars import DEFAULT_SHIFTS, holidays_of
from routing.batches.sql import LISTENING, REACHED
from routing.decisions.selectors.results import NO_RESULTS, Results, results_by_partner
from routing.engine import PartnerFacts, Territory, TierFacts

HOLIDAYS_AHEAD_DAYS = 8


@dataclass(frozen=True)
class Signed:
    """Who may receive as far as signing goes: everybody until `grace_until`, then only `partner_ids`."""

    partner_ids: frozenset[UUID] = frozenset()
    grace_until: datetime | None = None
    is_needed: bool = False

    def allows(self, partner_id: UUID, now: datetime) -> bool:
        """Whether this partner has signed what there is to sign, or still has time to."""
        if not self.is_needed or partner_id in self.partner_ids:
            return True
        return self.grace_until is not None and now < self.grace_until


@dataclass
class Rows:
    """What the tables say about each partner, gathered by partner id."""

    certifications: Mapping[UUID, dict[str, date | None]]
    specialisations: Mapping[UUID, list[str]]
    territories: Mapping[UUID, list[Territory]]
    hours: Mapping[UUID, list[tuple[int, int, int]]]
    absences: Mapping[UUID, list[tuple[date, date]]]
    signed: Signed
    results: Mapping[UUID, Results] = field(default_factory=dict)
    reached: frozenset[UUID] = frozenset()


def tier_facts() -> list[TierFacts]:
    """The vendor's tiers."""
    return [TierFacts(slug, rank) for slug, rank in Tier.objects.values_list("slug", "rank")]


def partner_facts(now: datetime, signed: Signed, windows: Collection[int] = ()) -> list[PartnerFacts]:
    """Facts of every partner of the vendor, true at `now`; with results frozen for these windows (days)."""
    rows = Rows(
        certifications=_certifications(),
        specialisations=_specialisations(),
        territories=_territories(),
        hours=_hours(),
        absences=_absences(now.date()),
        signed=signed,
        results=results_by_partner(now, windows),
        reached=reached_partners(),
    )
    partners = Partner.objects.order_by("id").select_related("tier")
    return [_facts(partner, rows, now) for partner in partners]


def signed_agreements(now: datetime) -> Signed:
    """Who has signed the newest published agreement, and until when the others have time."""
    agreement = Agreement.objects.filter(published_at__lte=now).order_by("-number").first()
    if agreement is None or agreement.published_at is None:
        return Signed()
    signers = Signature.objects.filter(agreement=agreement).values_list("partner_id", flat=True)
    grace_until = agreement.published_at + timedelta(days=agreement.grace_days)
    return Signed(frozenset(signers), grace_until, is_needed=True)


def _facts(partner: Partner, rows: Rows, now: datetime) -> PartnerFacts:
    results = rows.results.get(partner.id, NO_RESULTS)
    return PartnerFacts(
        id=str(partner.id),
        name=partner.name,
        status=partner.status,
        tier=partner.tier.slug,
        weight=partner.weight,
        capacity=partner.capacity,
        external_id=partner.external_id or None,
        country=partner.country or None,
        certifications=rows.certifications.get(partner.id, {}),
        specialisations=tuple(sorted(rows.specialisations.get(partner.id, ()))),
        languages=tuple(partner.languages),
        territories=tuple(rows.territories.get(partner.id, ())),
        latitude=partner.latitude,
        longitude=partner.longitude,
        time_zone=partner.time_zone,
        policy_signed=rows.signed.allows(partner.id, now),
        paused_missed=partner.paused_at is not None,
        absences=tuple(sorted(rows.absences.get(partner.id, ()))),
        joined_on=partner.joined_on,
        daily_cap=partner.daily_cap,
        weekly_cap=partner.weekly_cap,
        monthly_cap=partner.monthly_cap,
        working_hours=tuple(sorted(rows.hours.get(partner.id, DEFAULT_SHIFTS))),
        holidays=_holidays_near(partner, now.date(), public_holidays),
        half_days=_holidays_near(partner, now.date(), half_holidays),
        training_score=partner.training_score,
        mdf_participation=partner.mdf_score,
        closed_won=results.won,
        closed_lost=results.lost,
        category_results=results.by_category,
        median_ttfa_seconds=results.median_first_action_seconds,
        frozen_results=results.frozen,
        can_hear=bool(partner.email) or partner.id in rows.reached,
    )


def _certifications() -> Mapping[UUID, dict[str, date | None]]:
    held: dict[UUID, dict[str, date | None]] = defaultdict(dict)
    rows = PartnerCertification.objects.values_list("partner_id", "certification__slug", "expires_on")
    for partner_id, slug, expires_on in rows:
        held[partner_id][slug] = expires_on
    return held


def _specialisations() -> Mapping[UUID, list[str]]:
    return _gather(PartnerSpecialisation.objects.values_list("partner_id", "vertical__slug"))


def _territories() -> Mapping[UUID, list[Territory]]:
    names = ("country", "region", "postal_prefix", "latitude", "longitude", "radius_km")
    rows = TerritoryRow.objects.order_by("partner_id", "id").values_list("partner_id", *names)
    return _gather((partner_id, _territory(*area)) for partner_id, *area in rows)


def _territory(country: str, region: str, prefix: str, *circle: float | None) -> Territory:
    """Prefixes are compared as their country writes them."""
    written = (read_postal_prefix(prefix, country) or prefix) if prefix else None
    return Territory(country or None, region or None, written, *circle)


def _hours() -> Mapping[UUID, list[tuple[int, int, int]]]:
    names = ("weekday", "opens_at_minute", "closes_at_minute")
    rows = WorkingHours.objects.values_list("partner_id", *names)
    return _gather((partner_id, (day, opens, closes)) for partner_id, day, opens, closes in rows)


def _absences(today: date) -> Mapping[UUID, list[tuple[date, date]]]:
    """Absences of companies (not of single members) that are not long over."""
    rows = Absence.objects.filter(membership__isnull=True, ends_on__gte=today - timedelta(days=1))
    found = rows.values_list("partner_id", "starts_on", "ends_on")
    return _gather((partner_id, (starts_on, ends_on)) for partner_id, starts_on, ends_on in found)


def _gather(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    gathered: dict[UUID, list[Any]] = defaultdict(list)
    for partner_id, value in pairs:
        gathered[partner_id].append(value)
    return gathered


def _holidays_near(partner: Partner, today: date, find: Callable[..., frozenset[date]]) -> tuple[date, ...]:
    """The holidays around today: enough to tell who is closed, little enough to store with every partner
    table."""
    first, last = today - timedelta(days=1), today + timedelta(days=HOLIDAYS_AHEAD_DAYS)
    days = holidays_of(partner, {first.year, last.year}, find)
    return tuple(sorted(day for day in days if first <= day <= last))


def reached_partners() -> frozenset[UUID]:
    """Ids of the partners with a member, key or webhook; an address of the partner's own counts besides."""
    with connection.cursor() as cursor:
        cursor.execute(REACHED, [current_vendor_id()] * len(LISTENING))
        return frozenset(partner_id for (partner_id,) in cursor.fetchall())
