"""Access tokens that a process was given, until the CRM knows them no more. They are written nowhere."""

import hashlib
import json
from collections.abc import Mapping

_TOKENS: dict[str, str] = {}


def kept_token(credentials: Mapping[str, str]) -> str:
    """The token that these credentials got, or ""."""
    return _TOKENS.get(_key(credentials), "")


def keep_token(credentials: Mapping[str, str], token: str) -> str:
    """Keep a token for the next calls; the token."""
    _TOKENS[_key(credentials)] = token
    return token


def forget_token(credentials: Mapping[str, str]) -> None:
    """The CRM refused it."""
    _TOKENS.pop(_key(credentials), None)


def _key(credentials: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(credentials, sort_keys=True).encode()).hexdigest()
