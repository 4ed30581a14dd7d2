"""What the vendor sells, and the industries it knows."""

from collections.abc import Iterable, Mapping

from django.db import connection

from leads.fields.context import NO_LISTS, Lists
from partners.models import Product, Vertical
from prm.cleaning.refusal import Refused
from prm.cleaning.text import clean_category
from prm.tenants.scope import current_vendor_id

_ENTRIES = (
    f"SELECT true, slug, name FROM {Product._meta.db_table} WHERE vendor_id = %(vendor)s "  # noqa: S608
    f"UNION ALL SELECT false, slug, name FROM {Vertical._meta.db_table} WHERE vendor_id = %(vendor)s"
)


def lists() -> Lists:
    """The vendor's lists, in one query. An entry is known by its slug and by its name."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, {"vendor": current_vendor_id()})
        rows = cursor.fetchall()
    return Lists(
        products=_by_name((slug, name) for is_product, slug, name in rows if is_product),
        industries=_by_name((slug, name) for is_product, slug, name in rows if not is_product),
    )


def lists_for(leads: Iterable[object]) -> Lists:
    """The vendor's lists, if one of these raw leads names a product or an industry: else nothing is asked."""
    names = any(isinstance(lead, Mapping) and _names_an_entry(lead) for lead in leads)
    return lists() if names else NO_LISTS


def _names_an_entry(lead: Mapping[str, object]) -> bool:
    return bool(lead.get("products") or lead.get("industry"))


def _by_name(entries: Iterable[tuple[str, str]]) -> dict[str, str] | None:
    """Every way of naming an entry; where the name of one is the slug of another, the slug counts."""
    rows = list(entries)
    named = {folded: slug for slug, name in rows if (folded := _folded(name))}
    return {**named, **{_folded(slug): slug for slug, _name in rows}} or None


def _folded(name: str) -> str:
    try:
        return clean_category(name[:80])
    except Refused:
        return ""
