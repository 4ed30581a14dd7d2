"""The vendor's routing desk."""

from prm.tenants.scope import current_vendor_id
from routing.models import RoutingDesk


def ensure_desk() -> RoutingDesk:
    """Make the vendor's desk unless it is there; safe to call twice and at once."""
    desk = RoutingDesk.objects.first()
    if desk is None:
        RoutingDesk.objects.bulk_create([RoutingDesk(vendor_id=current_vendor_id())], ignore_conflicts=True)
        desk = RoutingDesk.objects.get()
    return desk
