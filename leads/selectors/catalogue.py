"""What the vendor sells, and the industries it knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from partners.models import Product, Vertical
from prm.tenants.scope import current_vendor_id

_SLUGS = (
    f"SELECT true, slug FROM {Product._meta.db_table} WHERE vendor_id = %(vendor)s "  # noqa: S608
    f"UNION ALL SELECT false, slug FROM {Vertical._meta.db_table} WHERE vendor_id = %(vendor)s"
)


@dataclass(frozen=True)
class Catalogue:
    """Slugs that leads may name. None: the vendor keeps no such list, and anything may be named."""

    products: frozenset[str] | None
    industries: frozenset[str] | None


def catalogue() -> Catalogue:
    """The vendor's lists, in one query: every lead that comes in asks for them."""
    with connection.cursor() as cursor:
        cursor.execute(_SLUGS, {"vendor": current_vendor_id()})
        rows = cursor.fetchall()
    return Catalogue(
        products=frozenset(slug for is_product, slug in rows if is_product) or None,
        industries=frozenset(slug for is_product, slug in rows if not is_product) or None,
    )


def catalogue_for(leads: Iterable[object]) -> Catalogue:
    """The vendor's lists, if one of these raw leads names a product or an industry: else nothing is asked."""
    names = any(isinstance(lead, Mapping) and _names_an_entry(lead) for lead in leads)
    return catalogue() if names else Catalogue(products=None, industries=None)


def _names_an_entry(lead: Mapping[str, object]) -> bool:
    return bool(lead.get("products") or lead.get("industry"))
