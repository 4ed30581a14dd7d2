"""Choices of a policy's settings: from the vendor's lists, and from tables of words."""

from collections.abc import Iterable
from typing import Any

from partners.models import Partner


def named(model: Any) -> Any:
    """The entries of one of the vendor's lists, by slug."""
    return lambda: list(model.objects.values_list("slug", "name"))


def partner_choices() -> list[tuple[str, str]]:
    """Partners by the name that policies use: the external ID, else the id."""
    rows = Partner.objects.values_list("external_id", "id", "name").order_by("name")
    return [(external_id or str(id_), name) for external_id, id_, name in rows]


def words_of(words: Any, only: Iterable[str] | None = None) -> Any:
    """Choices from a table of words."""
    return lambda: [(name, words[name]) for name in (only or words)]
