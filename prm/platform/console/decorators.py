"""unfold's decorators, with types."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from unfold import decorators

F = TypeVar("F", bound=Callable[..., Any])


def display(**options: Any) -> Callable[[F], F]:
    """How a method shows in a list or on a page; see unfold's documentation."""
    return cast("Callable[[F], F]", decorators.display(**options))


def action(**options: Any) -> Callable[[F], F]:
    """A method as a button of a list or page; see unfold's documentation."""
    return cast("Callable[[F], F]", decorators.action(**options))
