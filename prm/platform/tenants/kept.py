"""What a process keeps of a vendor's settings, for as long as they stay the same.

    with kept_settings():
        lists()              # asks the database once for each state of the settings

Tables of settings note each change in `SettingsChange` by trigger (`NotesChanges` in `wall.py`). The state of
the settings is one number over the changes that a transaction sees: also its own, and no number is used
again after a rollback. So what is kept is never older than the beginning of the block, in any process.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id
from prm.platform.tenants.sql import SETTINGS_STATE

T = TypeVar("T")
Values = dict[Hashable, Any]
MOST_VENDORS = 1_000
MOST_VALUES = 1_000

_kept: ContextVar[tuple[UUID, Values] | None] = ContextVar("kept_settings", default=None)
_by_vendor: OrderedDict[UUID, tuple[int, Values]] = OrderedDict()


@contextmanager
def kept_settings(vendor_id: UUID | None = None, state: int | None = None) -> Iterator[None]:
    """Inside, what was read of the settings of a vendor may come from this process's memory.

    It is the vendor in scope unless another is named. `state` is that of the settings, if the caller has just
    read it. Do not change settings inside.
    """
    of_vendor = vendor_id or current_vendor_id()
    values = _values_of(of_vendor, settings_state(of_vendor) if state is None else state)
    token = _kept.set((of_vendor, values))
    try:
        yield
    finally:
        _kept.reset(token)


def settings_state(vendor_id: UUID) -> int:
    """A number that differs whenever a vendor's settings do."""
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS_STATE, [vendor_id])
        return int(cursor.fetchone()[0])


def kept(read: Callable[[], T]) -> Callable[[], T]:
    """A reader of settings that reads once for each state of them. Its result must not be changed."""

    @wraps(read)
    def reader() -> T:
        return keep(read, read)

    return reader


def keep(name: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives, or what it gave before under this name. Nothing (None) is not kept."""
    inside = _kept.get()
    if inside is None:
        return read()
    values = inside[1]
    value = values.get(name)
    if value is None:
        value = read()
        if value is not None and len(values) < MOST_VALUES:
            values[name] = value
    return value


@kept
def current_vendor() -> Vendor:
    """The vendor whose settings are kept, or else the one in scope; to be read only."""
    inside = _kept.get()
    return Vendor.objects.get(pk=inside[0] if inside else current_vendor_id())


def _values_of(vendor_id: UUID, state: int) -> Values:
    known = _by_vendor.pop(vendor_id, None)
    if known is None or known[0] != state:
        known = (state, {})
    _by_vendor[vendor_id] = known
    while len(_by_vendor) > MOST_VENDORS:
        _by_vendor.popitem(last=False)
    return known[1]
