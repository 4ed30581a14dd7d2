"""The current vendor: one context manager for requests, tasks and commands.

Inside `vendor_scope` there is a transaction, and the database knows the vendor through the setting
`prm.vendor`, local to that transaction, which the row-level security policies read. Outside there is
no vendor, and tenant tables look empty and refuse writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connections, transaction

from prm.platform.tenants.sql import SET_IN_TRANSACTION

_current_vendor: ContextVar[UUID | None] = ContextVar("current_vendor", default=None)


class NoVendorInScope(RuntimeError):
    """Tenant data was asked for with no vendor set."""


def current_vendor_id() -> UUID:
    """The vendor in scope. Raises NoVendorInScope."""
    vendor_id = _current_vendor.get()
    if vendor_id is None:
        raise NoVendorInScope("no vendor in scope: use prm.platform.tenants.scope.vendor_scope")
    return vendor_id


def vendor_in_scope() -> UUID | None:
    """The vendor in scope, or None."""
    return _current_vendor.get()


@contextmanager
def vendor_scope(vendor_id: UUID, *, using: str = "default") -> Iterator[None]:
    """Open a transaction (a savepoint when nested) that sees and writes this vendor's rows only."""
    outer, was_inside = _current_vendor.get(), connections[using].in_atomic_block
    with transaction.atomic(using=using):
        token = _current_vendor.set(vendor_id)
        try:
            _tell_database(using, "prm.vendor", vendor_id)
            yield
            # After an error the rollback restores the setting; a broken transaction takes no statement.
            if was_inside and not connections[using].needs_rollback:
                _tell_database(using, "prm.vendor", outer)
        finally:
            _current_vendor.reset(token)


@contextmanager
def person_scope(user_id: UUID) -> Iterator[None]:
    """Open a transaction in which a person's own memberships, of every vendor, can be read."""
    with transaction.atomic():
        _tell_database("default", "prm.person", user_id)
        yield
        if not connections["default"].needs_rollback:
            _tell_database("default", "prm.person", None)


def _tell_database(using: str, setting: str, value: UUID | None) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(SET_IN_TRANSACTION, [setting, str(value or "")])
