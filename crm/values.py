"""What can be sent to a CRM, by name: the lead's own fields, and what the product decides about it.

Values are plain: text, number, boolean or None. Two values are one if `plain` makes them the same text: a CRM
gives numbers and booleans back as text, and capitals of an address as it likes.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leads.fields.catalogue import LABELS, LEAD_FIELDS
from leads.models import Lead
from routing.models import Offer, OfferState

Value = str | int | float | bool | None
PARTNER, ACCOUNT, LOCKED, STATUS, OUTCOME = "partner", "partner_account", "locked", "status", "outcome"
OWNED: Final[Mapping[str, Promise]] = {
    PARTNER: _("partner that has the lead"),
    ACCOUNT: _("partner’s account in the CRM"),
    LOCKED: _("locked for the partner"),
    STATUS: _("status"),
    "work_status": _("how far the partner is"),
    "stage": _("stage"),
    "score": _("score"),
}
"""Decided here; what the CRM says of them is put right or shown to a person, but never taken by itself."""
ACCOUNT_NAME, ACCOUNT_WEBSITE = "account_name", "account_website"
ACCOUNT_TIER, ACCOUNT_ACTIVE = "account_tier", "account_active"
ACCOUNTS: Final[Mapping[str, Promise]] = {
    ACCOUNT_NAME: _("partner’s name"),
    ACCOUNT_WEBSITE: _("website"),
    ACCOUNT_TIER: _("tier"),
    ACCOUNT_ACTIVE: _("active"),
}
"""What is taken of a partner's account."""
GUARDED: Final = (PARTNER, ACCOUNT, LOCKED)
"""Who has a lead: what the CRM says of that never stands by itself."""
_LEFT_OUT: Final = {"external_id", "custom", "consent", "latitude", "longitude"}
FIELDS: Final = tuple(name for name in LEAD_FIELDS if name not in _LEFT_OUT)
MAPPABLE: Final[Mapping[str, Any]] = {**{name: LABELS[name] for name in FIELDS}, **OWNED}
_NUMBER: Final = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_CAPITALS_ARE_NOTHING: Final = {"email", "website", ACCOUNT_WEBSITE}


def label_of(name: str) -> str:
    """What people read of a field."""
    return str(MAPPABLE.get(name) or ACCOUNTS.get(name) or (_("outcome") if name == OUTCOME else name))


def values_of(
    lead: Lead, offer: Offer | None, accounts: Mapping[UUID, str], statuses: Mapping[str, str]
) -> dict[str, Value]:
    """Everything that could be sent of a lead, whose newest accepted offer is given.

    `accounts` are the IDs of partners in the CRM. A state without a status is left out: the CRM's stays.
    """
    partner = offer.partner if offer else None
    values: dict[str, Value] = {name: _as_value(getattr(lead, name)) for name in FIELDS}
    values |= {
        PARTNER: partner.name if partner else "",
        ACCOUNT: accounts.get(partner.id, "") if partner else "",
        LOCKED: offer is not None and offer.state == OfferState.ACCEPTED,
        "work_status": offer.work_status if offer else "",
        "stage": lead.stage,
        "score": lead.score,
    }
    return values | ({STATUS: statuses[lead.state]} if statuses.get(lead.state) else {})


def plain(name: str, value: Value) -> str:
    """The text by which a value is compared."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(str(value).split())
    if text in ("True", "False"):
        return text.lower()
    if _NUMBER.fullmatch(text):
        return f"{Decimal(text).normalize():f}" if Decimal(text) else "0"
    return text.casefold() if name in _CAPITALS_ARE_NOTHING else text


def digest(key: UUID, name: str, value: Value) -> str:
    """What is kept of a value, to see later whether it changed: nobody can tell the value from it alone."""
    text = plain(name, value)
    if name == LOCKED and not text:
        text = "false"
    return hmac.new(key.bytes, f"{name}/{text}".encode(), hashlib.sha256).hexdigest()[:20]


def _as_value(value: Any) -> Value:
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, Decimal):
        return float(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)
