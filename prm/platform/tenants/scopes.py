"""Scopes of API keys: what a key may do beyond what its kind may. The list is `settings.API_SCOPES`."""

import re
from collections.abc import Sequence
from functools import cache

from django.conf import settings

EVERYTHING = "*"
READING = ("GET", "HEAD", "OPTIONS")
PREFIX = "/api/v1/"


def scope_needed(method: str, path: str) -> str:
    """The scope of a call, or EVERYTHING where no line of `settings.API_PATHS` names its path."""
    rest = path.removeprefix(PREFIX)
    for pattern, reading, changing in _lines():
        if pattern.match(rest):
            return reading if method in READING else changing
    return EVERYTHING


def grants(held: Sequence[str], needed: str) -> bool:
    """Whether a key with these scopes may make a call that needs one."""
    return EVERYTHING in held or needed in held


@cache
def _lines() -> list[tuple[re.Pattern[str], str, str]]:
    return [(re.compile(pattern), reading, changing) for pattern, reading, changing in settings.API_PATHS]
