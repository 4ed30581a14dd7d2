"""The vendor's own lists, by slug."""

from typing import Any

from partners.models import Certification, Product, Tier, Vertical

LISTS: dict[str, Any] = {
    "tier": Tier,
    "certification": Certification,
    "vertical": Vertical,
    "product": Product,
}


def entries_by_slug(*names: str) -> dict[str, dict[str, Any]]:
    """The entries of some of the lists: tier, certification, vertical, product."""
    return {name: {row.slug: row for row in LISTS[name].objects.order_by()} for name in names}
