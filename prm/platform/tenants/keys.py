"""API keys: `prm_<vendor slug>_<8 hex>_<secret>`.

The slug finds the vendor before any of its rows can be read.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction

from prm.platform import clock
from prm.platform.tenants.kept import keep
from prm.platform.tenants.models import ApiKey, User, Vendor
from prm.platform.tenants.scopes import EVERYTHING


@dataclass(frozen=True)
class IssuedKey:
    """A new key; `text` is shown once and kept nowhere."""

    row: ApiKey
    text: str


def issue_key(
    *,
    vendor: Vendor,
    name: str,
    partner_id: UUID | None = None,
    created_by: User | None = None,
    scopes: Sequence[str] = (EVERYTHING,),
) -> IssuedKey:
    """Store a new key of the vendor (or of one partner), hashed, with every scope unless some are named.

    Call in the vendor's scope.
    """
    prefix = f"prm_{vendor.slug}_{secrets.token_hex(4)}"
    secret = secrets.token_urlsafe(32).replace("_", "-")
    row = ApiKey.objects.create(
        name=name,
        prefix=prefix,
        secret_hash=digest(secret),
        partner_id=partner_id,
        created_by=created_by,
        scopes=sorted(set(scopes)),
    )
    return IssuedKey(row=row, text=f"{prefix}_{secret}")


def find_key(text: str) -> ApiKey | None:
    """The live key of the vendor in scope with this text, compared in constant time; or None."""
    prefix, _, secret = text.rpartition("_")
    live = ApiKey.objects.filter(prefix=prefix, revoked_at=None).order_by()
    row = keep((ApiKey, prefix), live.first)
    if row is None or not hmac.compare_digest(row.secret_hash, digest(secret)):
        return None
    return row


def note_use(key: ApiKey) -> None:
    """Remember the day of use, once a day; requests that come at once do not wait for each other."""
    today = clock.now().date()
    if key.last_used_on != today:
        free = ApiKey.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=key.pk)
        ApiKey.objects.filter(pk__in=free.values("pk")).update(last_used_on=today)
        transaction.on_commit(partial(setattr, key, "last_used_on", today))


def vendor_slug_of_key(authorization: str) -> str:
    """The vendor's slug in an Authorization header, or ""."""
    scheme, _, text = authorization.partition(" ")
    parts = text.strip().split("_")
    return parts[1] if scheme.lower() == "bearer" and len(parts) == 4 and parts[0] == "prm" else ""


def digest(secret: str) -> str:
    """SHA-256 of a secret: enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
