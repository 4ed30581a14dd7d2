"""Whether a webhook is signed by who sends it. All of these are HMAC-SHA256, but the shared secret."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import unquote

from leads.inbound.models import InboundSource, Signature

HUBSPOT_HEADER: Final = "X-HubSpot-Signature-v3"
HUBSPOT_TIME: Final = "X-HubSpot-Request-Timestamp"
LINKEDIN_HEADER: Final = "X-LI-Signature"
LINKEDIN_PREFIX: Final = "hmacsha256="
OLDEST: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class Call:
    """What a signature is about. `url` is the address as the sender knows it."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    at: datetime


def is_signed(call: Call, source: InboundSource) -> bool:
    """Whether the call is signed as the source says; always, where it says that none is needed."""
    if source.signature == Signature.NONE:
        return True
    return bool(source.secret) and _CHECKS[source.signature](call, source)


def _hmac(call: Call, source: InboundSource) -> bool:
    """In hex or base64, with or without `sha256=` before it: Facebook, Typeform, GitHub and many others."""
    return _fits(_header(call, source.signature_header), _digest(source.secret, call.body))


def _hubspot(call: Call, source: InboundSource) -> bool:
    """Method, address, body and time, in base64; no older than five minutes."""
    time = _header(call, HUBSPOT_TIME)
    if not time.isascii() or not time.isdigit() or len(time) > 14:
        return False
    if abs(call.at.timestamp() - int(time) / 1000) > OLDEST.total_seconds():
        return False
    signed = [
        f"{call.method}{url}".encode() + call.body + time.encode() for url in {call.url, unquote(call.url)}
    ]
    given = _header(call, HUBSPOT_HEADER)
    return any(_fits(given, _digest(source.secret, text)) for text in signed)


def _linkedin(call: Call, source: InboundSource) -> bool:
    """The body with `hmacsha256=` before it, in hex."""
    return _fits(_header(call, LINKEDIN_HEADER), _digest(source.secret, LINKEDIN_PREFIX.encode() + call.body))


def _shared(call: Call, source: InboundSource) -> bool:
    """The secret as it is, or after `Bearer`."""
    given = _header(call, source.signature_header)
    return _is_same(given, source.secret) or _is_same(given.removeprefix("Bearer "), source.secret)


_CHECKS: Final[Mapping[str, Callable[[Call, InboundSource], bool]]] = {
    Signature.HMAC: _hmac,
    Signature.HUBSPOT: _hubspot,
    Signature.LINKEDIN: _linkedin,
    Signature.SHARED: _shared,
}


def linkedin_answer(challenge: str, secret: str) -> str:
    """What LinkedIn expects when it asks whether the address is ours."""
    return _digest(secret, challenge.encode()).hex()


def _header(call: Call, name: str) -> str:
    return next((v.strip() for key, v in call.headers.items() if key.lower() == name.lower()), "")


def _digest(secret: str, text: bytes) -> bytes:
    return hmac.new(secret.encode(), text, hashlib.sha256).digest()


def _fits(given: str, digest: bytes) -> bool:
    bare = given.removeprefix(LINKEDIN_PREFIX).removeprefix("sha256=")
    return _is_same(bare.lower(), digest.hex()) or _is_same(bare, base64.b64encode(digest).decode())


def _is_same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
