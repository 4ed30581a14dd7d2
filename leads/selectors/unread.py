"""What was sent of a lead and could not be read, in words."""

from typing import Any

from django.utils.translation import gettext

from leads.fields.catalogue import LEAD
from leads.fields.context import NO_LISTS, Context
from leads.fields.readers import NO_PRODUCT, NO_VERTICAL
from leads.intake.normalise import coordinates_come_together, no_such_field
from leads.models import Lead
from prm.platform.cleaning.refusal import Refused, shown
from prm.platform.errors import FieldError


def warnings_of(lead: Lead) -> list[FieldError]:
    """One warning for each field that was left empty, in the reader's language."""
    unread = sorted(lead.unread.items())
    return [FieldError(name, kept["code"], _why(lead, name, kept)) for name, kept in unread]


def raw_text(value: Any) -> str:
    """What was sent, on one line."""
    if isinstance(value, list):
        return ", ".join(map(raw_text, value))
    return shown(str(value))


def _why(lead: Lead, name: str, unread: dict[str, Any]) -> str:
    code, value = unread["code"], unread["value"]
    if code == "unknown":
        missing = NO_PRODUCT if name == "products" else NO_VERTICAL
        return gettext(missing) % {"value": raw_text(value)}
    if code in ("unknown_field", "read_only"):
        return no_such_field(code, kept=value is None)
    if code == "required":
        return coordinates_come_together()
    return _refusal(lead, name, value) or gettext("This file could not be read.")


def _refusal(lead: Lead, name: str, value: Any) -> str:
    """Why the field's reader refuses the value."""
    try:
        LEAD[name].read(value, Context(NO_LISTS, lead.country, tuple(lead.languages)))
    except Refused as refused:
        return refused.message
    return ""
