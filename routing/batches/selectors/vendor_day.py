"""The vendor's own days: reports are told in them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from prm.platform import clock
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id


def vendor_zone() -> ZoneInfo:
    """The vendor's time zone."""
    return ZoneInfo(Vendor.objects.values_list("time_zone", flat=True).get(id=current_vendor_id()))


def vendor_today() -> date:
    """Today by the vendor's clock."""
    return day_of(clock.now(), vendor_zone())


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """The day of an instant."""
    return at.astimezone(zone).date()
