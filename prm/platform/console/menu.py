"""The sidebar's entries: each app registers its own, so that a new page is one line where it lives."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Group(Enum):
    """The sidebar's groups, in their order. The first has no heading."""

    WORK = ""
    PARTNERS = _("Partners")
    POLICY = _("Policy")
    LISTS = _("Lists")
    INTEGRATIONS = _("Integrations")
    VENDOR = _("Vendor")


@dataclass(frozen=True)
class Entry:
    """One line of the sidebar. `page` is a name under `admin:`; `order` its place in the group.

    `counter` names what waits (`VendorAdminSite.add_counter`); `for_admins` hides it from everybody else.
    """

    group: Group
    title: Any
    icon: str
    page: str
    order: int
    counter: str = ""
    for_admins: bool = False


_entries: dict[str, Entry] = {}


def add_to_menu(*entries: Entry) -> None:
    """Show these in the sidebar."""
    _entries.update((entry.page, entry) for entry in entries)


def entries_of(group: Group, *, may_govern: bool) -> Iterable[Entry]:
    """The group's entries for this visitor, in order."""
    found = [one for one in _entries.values() if one.group is group and (may_govern or not one.for_admins)]
    return sorted(found, key=lambda entry: (entry.order, entry.page))
