"""The partner table and the catalogue, kept in the process for as long as nothing they are made of has
changed."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from threading import Lock
from uuid import UUID

from django.db import connection

from partners.models import Product, ProductCertification
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.selectors.partner_rows import Signed, partner_facts, signed_agreements, tier_facts
from routing.batches.sql import FINGERPRINT, PARTS
from routing.engine import PartnerTable
from routing.policies.selectors.published import published_policy

VENDORS_KEPT = 64


@dataclass(frozen=True)
class ProductFacts:
    """What a product asks of a partner, and its category."""

    certifications: tuple[str, ...]
    category: str
    is_custom: bool = False


@dataclass(frozen=True)
class RoutingInputs:
    """Who could receive leads, and what the products ask for. True from `since` until before `until`."""

    partner_table: PartnerTable
    products: Mapping[str, ProductFacts]
    fingerprint: str
    since: datetime
    until: datetime


_kept: OrderedDict[UUID, RoutingInputs] = OrderedDict()
_lock = Lock()


def inputs_at(now: datetime) -> RoutingInputs:
    """The vendor's partner table as of now, never stale: one cheap query tells whether anything has changed.

    The fingerprint is taken before the rows are read: a change in between makes the next caller read again.
    """
    vendor_id, fingerprint = current_vendor_id(), _fingerprint()
    with _lock:
        kept = _kept.get(vendor_id)
    if kept is not None and kept.fingerprint == fingerprint and kept.since <= now < kept.until:
        return kept
    built = _build(fingerprint, now, kept)
    with _lock:
        _kept[vendor_id] = built
        _kept.move_to_end(vendor_id)
        while len(_kept) > VENDORS_KEPT:
            _kept.popitem(last=False)
    return built


def _fingerprint() -> str:
    """Row versions of every source. A changed row has a new (xmin, ctid), whoever changed it and however."""
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINT, [current_vendor_id()] * len(PARTS))
        return str(cursor.fetchone()[0])


def _build(fingerprint: str, now: datetime, kept: RoutingInputs | None) -> RoutingInputs:
    signed = signed_agreements(now)
    partner_table = PartnerTable.build(partner_facts(now, signed, _windows()), tier_facts())
    if kept is not None and kept.partner_table.digest == partner_table.digest:
        partner_table = kept.partner_table  # with its columns, and so that its router may be kept
    return RoutingInputs(partner_table, _products(), fingerprint, since=now, until=_true_until(now, signed))


def _windows() -> list[int]:
    """For how many days pools of the policy in force freeze the results that their weights are made of."""
    published = published_policy()
    pools = published.version.pools.values() if published else ()
    return sorted({days for pool in pools if (days := pool.options.window_days) is not None})


def _true_until(now: datetime, signed: Signed) -> datetime:
    """The next midnight (results and holidays move on), or the end of the days left to sign."""
    midnight = datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time.min, UTC)
    if signed.is_needed and signed.grace_until is not None and now < signed.grace_until:
        return min(midnight, signed.grace_until)
    return midnight


def _products() -> dict[str, ProductFacts]:
    asked: dict[UUID, list[str]] = {}
    for product_id, slug in ProductCertification.objects.values_list("product_id", "certification__slug"):
        asked.setdefault(product_id, []).append(slug)
    rows = Product.objects.values_list("id", "slug", "category", "is_custom")
    return {
        slug: ProductFacts(tuple(sorted(asked.get(id_, ()))), category, is_custom)
        for id_, slug, category, is_custom in rows
    }
