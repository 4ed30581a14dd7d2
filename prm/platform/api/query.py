"""What may stand in the query of a list: each name once, and none that nobody reads."""

from collections.abc import Collection

from rest_framework.request import Request

from prm.platform.errors import FieldError, InvalidInput

OF_PAGES = ("limit", "cursor", "format")
ORDERING = "ordering"


def require_each_once(request: Request) -> None:
    """Raise InvalidInput for names that are there twice: only one of them would be read."""
    query = request.query_params
    twice = [name for name, values in query.lists() if len(values) > 1]
    if twice:
        raise InvalidInput([FieldError(name, "duplicate", "This is there twice.") for name in twice])


def orders_of(request: Request) -> tuple[str, ...]:
    """The columns by which the list may be ordered."""
    view = (request.parser_context or {}).get("view")
    return tuple(getattr(view, "orders", ()))


def note_filters(request: Request, names: Collection[str]) -> None:
    """Remember which names the view's filters have read."""
    request.filters_read = frozenset(names)  # type: ignore[attr-defined]


def require_all_read(request: Request) -> None:
    """Raise InvalidInput for names that neither the filters nor the page reads."""
    require_each_once(request)
    known = {*OF_PAGES, *getattr(request, "filters_read", ()), *((ORDERING,) if orders_of(request) else ())}
    unread = [name for name in request.query_params if name not in known]
    if unread:
        raise InvalidInput(
            [FieldError(name[:60], "unknown_field", "There is no such field.") for name in unread[:20]]
        )
