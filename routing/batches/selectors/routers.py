"""Routers kept in the process from batch to batch, one a vendor, while version and partner table stay the
same."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final
from uuid import UUID

from prm.platform.tenants.scope import current_vendor_id
from routing.engine import PartnerTable, Router, Version

VENDORS_KEPT: Final = 64
_idle: OrderedDict[UUID, Router] = OrderedDict()
_lock = Lock()


@contextmanager
def router_of(version: Version, partner_table: PartnerTable) -> Iterator[Router]:
    """The vendor's router for these two, for one thread at a time; a new one where none is idle."""
    vendor_id = current_vendor_id()
    with _lock:
        router = _idle.pop(vendor_id, None)
    if router is None or router.version is not version or router.partner_table is not partner_table:
        router = Router(version, partner_table)
    yield router
    with _lock:
        _idle[vendor_id] = router
        while len(_idle) > VENDORS_KEPT:
            _idle.popitem(last=False)
