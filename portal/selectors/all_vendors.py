"""One person's work with all vendors: how many offers wait, what is due, and what comes next.

Each vendor is asked in a scope of its own, so the cost grows with the number of vendors a person works with.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from leads.selectors.blind import blind_facts
from partners.models import Partner
from partners.selectors.catalogue_names import catalogue_names
from portal.facts import lead_facts
from portal.selectors.offers import open_offers, waiting_ids
from portal.selectors.work import accepted_offers
from prm.platform import clock
from prm.platform.tenants.access import memberships_of
from prm.platform.tenants.models import PARTNER_ROLES, Membership, SecondFactor, User, Vendor
from prm.platform.tenants.scope import vendor_in_scope, vendor_scope
from prm.platform.tenants.second_factor import has_second_factor
from routing.models import Offer, OfferState

NEXT_EACH = 5
NEXT_SHOWN = 12


@dataclass(frozen=True)
class Figures:
    """What a partner has to do with one vendor."""

    waiting: int
    overdue: int
    today: int
    working: int
    won: int


@dataclass(frozen=True)
class Work:
    """One role of the person. `figures`: None for the vendor's own people, and where they may not be seen."""

    vendor: Vendor
    role: str
    partner: str
    figures: Figures | None
    is_locked: bool

    @property
    def path(self) -> str:
        """Where the role is exercised."""
        return f"/{self.vendor.slug}/{'portal' if self.role in PARTNER_ROLES else 'admin'}/"


@dataclass(frozen=True)
class Deadline:
    """An offer to answer or a lead to update, and until when."""

    vendor: Vendor
    is_offer: bool
    title: str
    about: str
    at: datetime
    path: str


@dataclass(frozen=True)
class AllVendors:
    """All roles of a person, and the next deadlines over all of them."""

    work: list[Work]
    deadlines: list[Deadline]

    @property
    def waiting(self) -> int:
        """Offers that wait with any vendor."""
        return sum(each.figures.waiting for each in self.work if each.figures)


def all_vendors(user: User, chosen: Mapping[UUID, str]) -> AllVendors:
    """`chosen`: the partner that the person acts for, by vendor; the first one where none is named."""
    work, deadlines, seen = [], [], set()
    for member in memberships_of(user.id):
        is_staff, is_locked = member.partner_id is None, _is_locked(member, user)
        if member.partner_id is None or is_locked:
            work.append(Work(member.vendor, member.role, "", None, is_locked and not is_staff))
            continue
        wanted = chosen.get(member.vendor.id, "")
        acts = str(member.partner_id) == wanted if wanted else member.vendor.id not in seen
        seen.add(member.vendor.id)
        with _scope_of(member.vendor.id):
            name = Partner.objects.values_list("name", flat=True).get(id=member.partner_id)
            waiting = waiting_ids(member.partner_id)
            figures = Figures(waiting=len(waiting), **_counts(member.partner_id))
            work.append(Work(member.vendor, member.role, name, figures, False))
            deadlines += _offers(work[-1], waiting[:NEXT_EACH], acts=acts)
            deadlines += _leads(work[-1], member.partner_id, acts=acts)
    return AllVendors(work, sorted(deadlines, key=lambda each: each.at)[:NEXT_SHOWN])


def waiting_elsewhere(user: User, vendor: Vendor) -> int:
    """Offers that wait for the person with other vendors than this one."""
    count = 0
    for member in memberships_of(user.id):
        if member.vendor != vendor and member.partner_id and not _is_locked(member, user):
            with vendor_scope(member.vendor.id):
                count += open_offers(member.partner_id).count()
    return count


def _is_locked(member: Membership, user: User) -> bool:
    """Whether the vendor asks for a second step at sign-in that the person has not."""
    return member.vendor.second_factor == SecondFactor.EVERYBODY and not has_second_factor(user)


def _scope_of(vendor_id: UUID) -> AbstractContextManager[None]:
    return nullcontext() if vendor_in_scope() == vendor_id else vendor_scope(vendor_id)


def _counts(partner_id: UUID) -> dict[str, int]:
    """What is worked on, due, and was won this month, as the reader's time zone counts days."""
    now = clock.now()
    day = timezone.localdate(now)
    tomorrow, month = _start_of(day + timedelta(days=1)), _start_of(day.replace(day=1))
    accepted = Q(state=OfferState.ACCEPTED)
    known = Offer.objects.filter(
        accepted | Q(state=OfferState.CLOSED, closed_at__gte=month), partner_id=partner_id
    )
    return known.aggregate(
        working=Count("id", filter=accepted),
        overdue=Count("id", filter=accepted & Q(update_due_at__lt=now)),
        today=Count("id", filter=accepted & Q(update_due_at__gte=now, update_due_at__lt=tomorrow)),
        won=Count("id", filter=Q(state=OfferState.CLOSED, outcome="won")),
    )


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _offers(work: Work, offer_ids: list[UUID], *, acts: bool) -> list[Deadline]:
    """Offers to answer. Those of a partner that the person does not act for lead to the vendor's pages."""
    found = Offer.objects.filter(id__in=offer_ids).select_related("lead") if offer_ids else []
    names, deadlines = catalogue_names() if offer_ids else {}, []
    for offer in found:
        facts = lead_facts(blind_facts(offer.lead), names)
        path = f"{work.path}offers/{offer.id}/" if acts else work.path
        deadlines.append(Deadline(work.vendor, True, facts.title, facts.place, offer.deadline_at, path))
    return deadlines


def _leads(work: Work, partner_id: UUID, *, acts: bool) -> list[Deadline]:
    """Leads to update, as `_offers`."""
    if not work.figures or not work.figures.working:
        return []
    return [
        Deadline(
            vendor=work.vendor,
            is_offer=False,
            title=offer.lead.company or offer.lead.email,
            about=offer.get_work_status_display(),
            at=offer.update_due_at,
            path=f"{work.path}leads/{offer.id}/" if acts else work.path,
        )
        for offer in accepted_offers(partner_id)[:NEXT_EACH]
        if offer.update_due_at
    ]
