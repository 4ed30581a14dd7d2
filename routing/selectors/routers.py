"""Routers kept in the process from batch to batch, one a vendor, while version and roster stay the same."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final
from uuid import UUID

from prm.tenants.scope import current_vendor_id
from routing.engine import Roster, Router, Version

VENDORS_KEPT: Final = 64
_idle: OrderedDict[UUID, Router] = OrderedDict()
_lock = Lock()


@contextmanager
def router_of(version: Version, roster: Roster) -> Iterator[Router]:
    """The vendor's router for these two, for one thread at a time; a new one where none is idle."""
    vendor_id = current_vendor_id()
    with _lock:
        router = _idle.pop(vendor_id, None)
    if router is None or router.version is not version or router.roster is not roster:
        router = Router(version, roster)
    yield router
    with _lock:
        _idle[vendor_id] = router
        while len(_idle) > VENDORS_KEPT:
            _idle.popitem(last=False)
