"""Proof of work: the browser searches a number for some tenths of a second, once for each post.

The challenge is ALTCHA's, version 2: which number up to the limit makes PBKDF2 begin with this prefix?
Checking the answer costs one HMAC. Challenges end after some minutes, belong to one form, and are spent by
the post that is taken. What is spent is noted in Redis; without Redis a solution could be used again until it
ends.
"""

import logging
import secrets
from datetime import timedelta
from typing import Any, Final

import altcha
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis import RedisError

from leads.web_forms.models import PostOutcome
from prm.platform import clock

logger = logging.getLogger(__name__)

ALGORITHM: Final = "PBKDF2/SHA-256"
ROUNDS: Final = 2_000
# The number is found after half of these on average, and after all of them at the latest.
LEAST_TRIES, MOST_TRIES = 50, 250
LIFETIME: Final = timedelta(minutes=20)
_LONGEST: Final = 2_000


def new_challenge(public_id: str) -> dict[str, Any]:
    """A challenge for this form, as the script reads it."""
    challenge = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=LEAST_TRIES + secrets.randbelow(MOST_TRIES - LEAST_TRIES),
        expires_at=clock.now() + LIFETIME,
        data={"form": public_id},
        hmac_secret=_key("challenge"),
        hmac_key_secret=_key("answer"),
    )
    return challenge.to_dict()


def wrong_proof(proof: str, public_id: str) -> PostOutcome | None:
    """What is wrong with a solution; None if it is right. It is not spent yet: see `spend`."""
    payload = _read(proof)
    if payload is None:
        return PostOutcome.PROOF
    found = altcha.verify_solution(payload, _key("challenge"), hmac_key_secret=_key("answer"))
    parameters = payload.challenge.parameters
    if found.verified and parameters.data == {"form": public_id}:
        is_over = (parameters.expires_at or 0) < clock.now().timestamp()
        return PostOutcome.STALE if is_over else None
    return PostOutcome.STALE if found.expired else PostOutcome.PROOF


def spend(proof: str) -> bool:
    """Use a right solution up; whether it had not been used before. Of two at once, one has it."""
    payload = _read(proof)
    if payload is None:
        return False
    key = f"form-proof:{payload.challenge.parameters.nonce}"
    try:
        return bool(cache.add(key, 1, timeout=int(LIFETIME.total_seconds())))
    except RedisError as error:
        logger.warning("proof of work not noted: %s", error)
        return True


def _read(proof: str) -> altcha.Payload | None:
    if len(proof) > _LONGEST:
        return None
    try:
        return altcha.Payload.from_base64(proof)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _key(purpose: str) -> bytes:
    return salted_hmac("leads.web_forms.proof", purpose, settings.SECRET_KEY, algorithm="sha256").digest()
