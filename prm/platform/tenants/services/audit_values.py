"""From which value to which: what an entry of the audit trail may hold of a change.

The trail is kept for ever, so values that are about a person, or secret, stay out of it: that they changed is
all that is kept of them.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django.db.models import QuerySet

LONGEST: Final = 200
_NOT_KEPT: Final = (
    *("email", "phone", "first_name", "last_name", "full_name", "job_title", "address", "signed_name"),
    *("contact", "member", "note"),
    *("password", "secret", "token", "key", "credentials", "username"),
)
Change = tuple[Any, Any]


def is_kept(name: str) -> bool:
    """Whether values of a field of this name may be kept."""
    return not any(word in name.lower() for word in _NOT_KEPT)


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]
) -> dict[str, Change]:
    """The fields that are not as before, each with its two values, fit for JSON."""
    found = {}
    for name in names:
        if not is_kept(name) or name not in before or name not in after:
            continue
        old, new = plain(before[name]), plain(after[name])
        if old != new:
            found[name] = (old, new)
    return found


def plain(value: Any) -> Any:
    """A value for JSON: short, and in words where it is a row."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, QuerySet | list | tuple | set):
        return [plain(item) for item in list(value)[:50]]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in list(value.items())[:50]}
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)[:LONGEST]
