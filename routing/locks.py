"""The only place of routing that locks rows; one lead: `leads/locks.py`.

The order, for everybody: routing lock, partner, lead, offer, timer.

Whoever decides, moves credits or opens work (a manual offer, an accepted first-to-accept offer) holds the
routing lock.
Sweeps skip what others hold and come back for it, so that they never wait while holding something themselves.
All locks are `NO KEY`: foreign keys of new rows may still point at a locked row.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext

from leads.models import Lead, LeadState
from partners.models import Partner
from prm.platform import clock
from prm.platform.errors import NotFound
from prm.platform.tenants import advisory
from prm.platform.tenants.scope import current_vendor_id
from routing.models import Offer, PolicyVersion, RoutingLock, Simulation, Timer

M = TypeVar("M", bound=Model)


def lock_routing() -> RoutingLock:
    """The vendor's routing lock, waiting for it; made first where it is missing."""
    routing_lock = RoutingLock.objects.select_for_update(no_key=True).first()
    return routing_lock or _new_routing_lock()


def try_lock_routing() -> RoutingLock | None:
    """The vendor's routing lock, or None while somebody else has it."""
    routing_lock = RoutingLock.objects.select_for_update(no_key=True, skip_locked=True).first()
    if routing_lock is None and not RoutingLock.objects.exists():
        return _new_routing_lock()
    return routing_lock


def _new_routing_lock() -> RoutingLock:
    """Safe to call twice and at once."""
    RoutingLock.objects.bulk_create([RoutingLock(vendor_id=current_vendor_id())], ignore_conflicts=True)
    return RoutingLock.objects.select_for_update(no_key=True).get()


def lock_policy_version(version_id: UUID) -> PolicyVersion:
    """One policy version; NotFound. After the routing lock, by whoever needs both."""
    version = PolicyVersion.objects.select_for_update(no_key=True).filter(id=version_id).first()
    if version is None:
        raise NotFound(gettext("There is no such policy version."))
    return version


def lock_simulation(simulation_id: UUID) -> Simulation:
    """One simulation, for progress and cancelling; NotFound. Held by nobody who holds anything else."""
    simulation = Simulation.objects.select_for_update(no_key=True).filter(id=simulation_id).first()
    if simulation is None:
        raise NotFound(gettext("There is no such simulation."))
    return simulation


def try_lock_shares() -> bool:
    """Whether the caller may count the vendor's shares, until its transaction ends; nobody waits for it."""
    return advisory.try_to_take("shares")


def lock_partner(partner_id: UUID) -> Partner:
    """One partner; NotFound."""
    partner = Partner.objects.select_for_update(no_key=True).filter(id=partner_id).first()
    if partner is None:
        raise NotFound(gettext("There is no such partner."))
    return partner


def lock_offer(offer_id: UUID) -> Offer:
    """One offer, whose lead the caller has locked; NotFound."""
    offer = Offer.objects.select_for_update(no_key=True).filter(id=offer_id).first()
    if offer is None:
        raise NotFound(gettext("There is no such offer."))
    return offer


def take_waiting_leads(limit: int) -> list[Lead]:
    """Up to so many new leads, oldest first, without those that somebody is changing, or enrichment has.

    Needs the routing lock. Whole rows: Django takes longer to leave columns out than to read them.
    """
    is_ready = Q(route_after_at=None) | Q(route_after_at__lte=clock.now())
    waiting = Lead.objects.filter(is_ready, state=LeadState.NEW).order_by("received_at", "id")
    return list(_skipping(waiting)[:limit])


def take_due_timers(moment: datetime, limit: int) -> list[Timer]:
    """Up to so many timers that are due and that no other sweep has, earliest first."""
    due = Timer.objects.filter(fired_at__isnull=True, fires_at__lte=moment).order_by("fires_at")
    return list(_skipping(due)[:limit])


def take_partners(ids: Collection[UUID]) -> dict[UUID, Partner]:
    """Those of the partners that nobody holds."""
    return {row.id: row for row in _skipping(Partner.objects.filter(id__in=ids).order_by("id"))}


def take_leads(ids: Collection[UUID]) -> dict[UUID, Lead]:
    """Those of the leads that nobody holds."""
    return {row.id: row for row in _skipping(Lead.objects.filter(id__in=ids).order_by("id"))}


def take_offers(ids: Collection[UUID]) -> dict[UUID, Offer]:
    """Those of the offers that nobody holds."""
    return {row.id: row for row in _skipping(Offer.objects.filter(id__in=ids).order_by("id"))}


def _skipping(rows: QuerySet[M]) -> QuerySet[M]:
    return rows.select_for_update(no_key=True, skip_locked=True)
