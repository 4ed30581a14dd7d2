"""What the vendor sells, and the industries it knows."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db import connection

from leads.fields.context import NO_LISTS, Lists
from leads.sql import CATALOGUE
from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.text import clean_category
from prm.platform.tenants.kept import kept
from prm.platform.tenants.scope import current_vendor_id


@kept
def lists() -> Lists:
    """The vendor's lists, in one query. An entry is known by its slug, its name and its other names."""
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE, {"vendor": current_vendor_id()})
        rows = cursor.fetchall()
    return Lists(
        products=_by_name([row for field, *row in rows if field == "products"]),
        industries=_by_name([row for field, *row in rows if field == "industry"]),
    )


def lists_for(leads: Iterable[object]) -> Lists:
    """The vendor's lists, if one of these raw leads names a product or an industry: else nothing is asked."""
    names = any(isinstance(lead, Mapping) and _names_an_entry(lead) for lead in leads)
    return lists() if names else NO_LISTS


def _names_an_entry(lead: Mapping[str, object]) -> bool:
    return bool(lead.get("products") or lead.get("industry"))


def _by_name(entries: list[list[Any]]) -> dict[str, str] | None:
    """Every way of naming an entry to its slug. A slug counts before a name, and a name before an alias."""
    listed = [(slug, name) for slug, name, is_alias in entries if not is_alias]
    slugs = {_folded(slug): slug for slug, _name in listed}
    if not slugs:
        return None
    known = set(slugs.values())
    aliases = {name: slug for slug, name, is_alias in entries if is_alias and slug in known}
    names = {folded: slug for slug, name in listed if (folded := _folded(name))}
    return aliases | names | slugs


@lru_cache(4096)
def _folded(name: str) -> str:
    try:
        return clean_category(name[:80])
    except Refused:
        return ""
