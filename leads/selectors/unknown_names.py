"""What a lead named and the vendor's lists lacked."""

from collections.abc import Iterable
from typing import Any

from leads.models import Lead
from leads.models.alias import ListedField
from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.text import clean_category, clean_line

LONGEST = 80
Named = tuple[str, str]
"""A field and a folded name."""


def unknown_names(leads: Iterable[Lead]) -> list[tuple[Named, str]]:
    """Each name that was not understood, folded and as it came, once for every lead that has it."""
    return [found for lead in leads if lead.unread for found in _of(lead).items()]


def folded(text: Any) -> str:
    """The name as names are compared; "" for what is none."""
    try:
        return clean_category(text)
    except Refused:
        return ""


def _of(lead: Lead) -> dict[Named, str]:
    return {
        (field, name): clean_line(text, LONGEST)
        for field in ListedField.values
        for text in _texts(lead.unread.get(field))
        if (name := folded(text))
    }


def _texts(unread: dict[str, Any] | None) -> list[Any]:
    if unread is None:
        return []
    return unread["value"] if isinstance(unread["value"], list) else [unread["value"]]
