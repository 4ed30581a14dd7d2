"""The sidebar as unfold shows it, with the number of things that wait for a person."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from prm.platform.console.access import may_govern
from prm.platform.console.menu import Entry, Group, entries_of
from prm.platform.console.site import vendor_site

Item = dict[str, Any]
COLLAPSED = frozenset((Group.LISTS,))


def sidebar(request: HttpRequest) -> list[Item]:
    """unfold's navigation for this visitor (`UNFOLD["SIDEBAR"]["navigation"]`)."""
    waiting, governs = vendor_site.waiting(), may_govern(request)
    groups = [_group(group, waiting, may_govern=governs) for group in Group]
    return [group for group in groups if group["items"]]


def _group(group: Group, waiting: dict[str, int], *, may_govern: bool) -> Item:
    items = [
        _item(entry, waiting.get(entry.counter, 0)) for entry in entries_of(group, may_govern=may_govern)
    ]
    shown: Item = {"title": group.value, "items": items}
    return {**shown, "collapsible": True} if group in COLLAPSED else shown


def _item(entry: Entry, waiting: int) -> Item:
    item: Item = {"title": entry.title, "icon": entry.icon, "link": reverse(f"admin:{entry.page}")}
    return {**item, "badge": waiting, "badge_variant": "primary"} if waiting else item


def account(request: HttpRequest) -> list[Item]:
    """The links under the visitor's name."""
    return [
        {"title": _("Your account"), "link": reverse("account_email")},
        {"title": _("Change password"), "link": reverse("account_change_password")},
        {"title": _("Other vendors"), "link": "/"},
    ]
