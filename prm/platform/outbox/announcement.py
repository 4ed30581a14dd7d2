"""One event on its way out, before it is known who hears of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One event, before it is known who hears of it.

    `key` is stable: an event announced twice under one key reaches nobody twice. `payload` is for the vendor.
    `partner_payload` is all that the named partners get, in mails and webhooks: blind until one has accepted;
    without it they get nothing. `membership_ids`, when given, narrows which of their members are mailed.
    `partner_at` holds back what goes to partners until that instant. A member of the vendor with the address
    `vendor_email` is the only one of them who is mailed.
    """

    event: str
    key: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    partner_payload: Mapping[str, Any] = field(default_factory=dict)
    lead_id: UUID | None = None
    partner_ids: Sequence[UUID] = ()
    membership_ids: Sequence[UUID] = ()
    vendor_email: str = ""
    at: datetime | None = None
    partner_at: datetime | None = None
