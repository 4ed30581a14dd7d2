"""The vendor's routing lock."""

from prm.platform.tenants.scope import current_vendor_id
from routing.models import RoutingLock


def ensure_routing_lock() -> RoutingLock:
    """Make the vendor's routing lock unless it is there; safe to call twice and at once."""
    routing_lock = RoutingLock.objects.first()
    if routing_lock is None:
        RoutingLock.objects.bulk_create([RoutingLock(vendor_id=current_vendor_id())], ignore_conflicts=True)
        routing_lock = RoutingLock.objects.get()
    return routing_lock
