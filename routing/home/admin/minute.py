"""Figures that go over many rows, read once a minute for each vendor; without a cache, each time."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from django.core.cache import cache
from redis.exceptions import RedisError

from prm.platform.tenants.scope import current_vendor_id

SECONDS: Final = 60
Found = TypeVar("Found")


def once_a_minute(name: str, read: Callable[[], Found]) -> Found:
    """What `read` found at most a minute ago. It must not be None, and hold no words of a language."""
    key = f"minute:{name}:{current_vendor_id()}"
    with suppress(RedisError):
        if (kept := cache.get(key)) is not None:
            return kept  # type: ignore[no-any-return]
    found = read()
    with suppress(RedisError):
        cache.set(key, found, SECONDS)
    return found
