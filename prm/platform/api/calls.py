"""What the bases of API views share: the facts of a call, and how it reads, answers and is described."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from prm.platform.api.call_schema import CallSchema
from prm.platform.api.inputs import Input, Nothing
from prm.platform.api.views import ApiView

F = TypeVar("F", bound=Callable[..., Any])
Shape = type[BaseSerializer[Any]]


class Call(ApiView):
    """The facts of a view's calls, as class attributes, from which the OpenAPI document is made.

    Each call has a hook, a method that calls a service or selector. The first paragraph of its docstring is
    the call's summary, the rest its description.
    """

    schema = CallSchema()
    given: Any
    """The body of a POST or PATCH, once it is read."""

    name: ClassVar[str] = ""
    """What operation IDs begin with: `webhook_list`, `webhook_read`; of an action, the whole ID."""
    operations: ClassVar[dict[str, str]] = {}
    """Operation IDs that are not made of `name`, by HTTP method."""
    tag: ClassVar[str] = ""
    """The chapter of the documentation (`introduction.TAGS`)."""
    takes: ClassVar[Shape] = Nothing
    """The body of a POST or PATCH."""
    gives: ClassVar[Shape | None] = None
    """The body of the answer with one object."""
    query: ClassVar[dict[str, type[Input]]] = {}
    """What may stand in the query, by HTTP method; of a list, its filters."""
    examples: ClassVar[dict[str, Any]] = {}
    """Bodies to send, by their names."""
    examples_as: ClassVar[dict[str, dict[str, Any]]] = {}
    """Bodies in other media types than JSON, by media type and name."""
    status: ClassVar[int] = 200
    """The status of an action's answer."""
    located_by: ClassVar[str] = "id"
    """The attribute that a new object's path ends with; blank where it has no path."""
    documented: ClassVar[dict[str, dict[str, Any]]] = {}
    """What is unlike all of the above, by HTTP method: `request`, `responses`, `parameters`, `auth`."""

    def body(self) -> Any:
        """What will be `given`: the body, as the view `takes` it."""
        return self.read(self.takes)

    def asked(self, method: str) -> dict[str, Any]:
        """The query, as `query` has it for an HTTP method."""
        shape = self.query.get(method)
        return self.filters(shape) if shape else {}

    def show(self, found: Any) -> Any:
        """An object as it goes out."""
        return self.gives(found).data if self.gives else found

    def answer(self, found: Any, status: int = 200) -> Any:
        """The answer that shows an object; a 204 shows nothing."""
        return Response(None if status == 204 else self.show(found), status)


def call(hook: str, verb: str, answers: Callable[[Any], dict[Any, Any]]) -> Callable[[F], F]:
    """Marks a handler of a base: the hook that it calls, its operation's verb, and what it answers."""

    def marked(handler: F) -> F:
        vars(handler).update(hook=hook, verb=verb, answers=answers)
        return handler

    return marked


def refuses(*codes: str, status: int = 409) -> Callable[[F], F]:
    """Marks a hook with the problem codes that it may be answered with, beside those that all calls share."""

    def marked(hook: F) -> F:
        known: dict[int, tuple[str, ...]] = getattr(hook, "refusals", {})
        hook.refusals = {status: codes, **known}  # type: ignore[attr-defined]
        return hook

    return marked
