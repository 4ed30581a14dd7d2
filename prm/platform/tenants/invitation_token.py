"""The secret in an invitation's link. It follows from the invitation's id and the installation's secret key,
so that a mail can be written at any time though only a digest is stored."""

import hashlib
from uuid import UUID

from django.utils.crypto import salted_hmac

SALT = "prm.platform.tenants.invitation"


def token_of(invitation_id: UUID | str) -> str:
    """The token of an invitation."""
    return salted_hmac(SALT, str(invitation_id), algorithm="sha256").hexdigest()


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
