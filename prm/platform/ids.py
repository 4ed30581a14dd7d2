"""Identifiers: UUIDv7, made here because bulk inserts do not bring database defaults back."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A new UUIDv7: sorts by time of creation."""
    return uuid_utils.compat.uuid7()
