"""A bounded memo: caches change how fast an answer comes, never the answer."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memo(Generic[Value]):
    """Remembers values up to a budget of bytes, then forgets them all and starts again."""

    __slots__ = ("_budget", "_kept", "_used")

    def __init__(self, budget_bytes: int = 32 * 2**20) -> None:
        self._budget = budget_bytes
        self._used = 0
        self._kept: dict[Hashable, Value] = {}

    def get(self, key: Hashable) -> Value | None:
        """What was put under this key, if it is still remembered."""
        return self._kept.get(key)

    def put(self, key: Hashable, value: Value, size_bytes: int) -> Value:
        """Remember the value, and return it."""
        if self._used + size_bytes > self._budget and self._kept:
            self._kept.clear()
            self._used = 0
        self._kept[key] = value
        self._used += size_bytes + 200
        return value

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._used = 0
