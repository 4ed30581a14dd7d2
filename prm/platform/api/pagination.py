"""Pages by cursor: stable while rows come and go, and as quick at the end of a list as at its start."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import F, Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from rest_framework.request import Request

from prm.platform.api.query import orders_of, require_all_read
from prm.platform.errors import FieldError, InvalidInput

USUAL_LIMIT = 50
LARGEST_LIMIT = 500
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows of a list, and where the pages beside it are."""

    rows: list[M]
    next: str | None
    previous: str | None

    def answer(self, results: Any) -> dict[str, Any]:
        """The body of the answer, with the rows as they are to be shown."""
        return {"next": self.next, "previous": self.previous, "results": results}


@dataclass(frozen=True)
class Cursor:
    """The values of a row in the order of the list; the page is what lies behind it, or before it."""

    values: list[Any]
    is_backward: bool

    def text(self) -> str:
        raw = json.dumps([int(self.is_backward), *map(_plain, self.values)]).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def page(request: Request, rows: QuerySet[M], *, by: Sequence[str], newest_first: bool = True) -> Page[M]:
    """The page that the request asks for. `by` names columns that are never null; the last one is unique."""
    require_all_read(request)
    by, newest_first = _order(request, by, newest_first)
    limit = _limit(request.query_params.get("limit"))
    cursor = _cursor(request.query_params.get("cursor"), rows, by)
    is_backward = cursor is not None and cursor.is_backward
    falling = newest_first != is_backward
    if cursor is not None:
        beyond = TupleLessThan if falling else TupleGreaterThan
        rows = rows.filter(beyond(Tuple(*map(F, by)), cursor.values))
    found = list(rows.order_by(*(f"-{name}" if falling else name for name in by))[: limit + 1])
    has_more, found = len(found) > limit, found[:limit]
    if is_backward:
        found.reverse()
    has_next = is_backward if is_backward else has_more
    has_previous = has_more if is_backward else cursor is not None
    return Page(
        rows=found,
        next=_link(request, found[-1], by, is_backward=False) if found and has_next else None,
        previous=_link(request, found[0], by, is_backward=True) if found and has_previous else None,
    )


def _order(request: Request, by: Sequence[str], newest_first: bool) -> tuple[Sequence[str], bool]:
    """The columns that the request orders by, the unique one last, and whether they fall."""
    asked = request.query_params.get("ordering")
    if asked is None:
        return by, newest_first
    names = orders_of(request)
    column = asked.removeprefix("-")
    if column not in names:
        choices = ", ".join(f"{name}, -{name}" for name in names)
        raise InvalidInput([FieldError("ordering", "invalid_choice", f"Send one of {choices}.")])
    return tuple(dict.fromkeys((column, by[-1]))), asked.startswith("-")


def _limit(text: str | None) -> int:
    if text is None:
        return USUAL_LIMIT
    if text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= LARGEST_LIMIT:
        return int(text)
    raise InvalidInput([FieldError("limit", "invalid", f"Send a number from 1 to {LARGEST_LIMIT}.")])


def _cursor(text: str | None, rows: QuerySet[Any], by: Sequence[str]) -> Cursor | None:
    if text is None:
        return None
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        raw = base64.b64decode(padded, altchars=b"-_", validate=True)
        is_backward, *values = json.loads(raw)
        if "\0" in "".join(map(str, values)):
            raise ValueError
        clean = [
            rows.model._meta.get_field(name).clean(value, None)
            for name, value in zip(by, values, strict=True)
        ]
        return Cursor(clean, is_backward=bool(is_backward))
    except (ValueError, TypeError, AttributeError, RecursionError, DjangoValidationError) as error:
        message = "Take cursors from the links of a page."
        raise InvalidInput([FieldError("cursor", "invalid", message)]) from error


def _link(request: Request, row: Model, by: Sequence[str], *, is_backward: bool) -> str:
    cursor = Cursor([getattr(row, name) for name in by], is_backward).text()
    query = {**request.query_params.dict(), "cursor": cursor}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float) else str(value)
