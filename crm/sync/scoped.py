"""How the parts of a turn reach the database."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class InScope(Protocol):
    """Calls something in a short transaction of the vendor's, away from the event loop."""

    def __call__(self, call: Callable[..., T], *args: Any, **more: Any) -> Awaitable[T]: ...
