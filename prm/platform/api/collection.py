"""Views of many: their list, and a new one."""

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.calls import Call, Shape, call
from prm.platform.api.pagination import page


@cache
def page_of(item: type[serializers.BaseSerializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The serializer of a page of these."""
    name = item.__name__.removesuffix("Out")
    fields = {
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": item(many=True),
        "__doc__": "One page of a list.",
    }
    return type(f"{name}Page", (serializers.Serializer,), fields)


class Lists(Call):
    """GET: pages of `rows`, narrowed by `query["get"]`, ordered by `by` or by one of `orders`."""

    in_list: ClassVar[Shape | None] = None
    """A row of the list, where it is not what the view `gives`."""
    by: ClassVar[tuple[str, ...]] = ("created_at", "id")
    """Columns that are never null; the last one is unique."""
    newest_first: ClassVar[bool] = True
    lookups: ClassVar[dict[str, str]] = {}
    """The lookups of filters that are not columns of the same name."""

    @call("rows", "list", lambda view: {200: page_of(view.row_shape())})
    def get(self, request: Request, **ids: Any) -> Response:
        rows = self.narrow(self.rows(**ids), self.asked("get"))
        found = page(request, rows, by=self.by, newest_first=self.newest_first)
        return Response(found.answer(self.show_rows(found.rows)))

    def rows(self, *args: Any, **ids: Any) -> QuerySet[Any]:
        """What the caller may see."""
        raise NotImplementedError

    def narrow(self, rows: QuerySet[Any], asked: dict[str, Any]) -> QuerySet[Any]:
        """The rows that the filters leave."""
        return rows.filter(**{self.lookups.get(name, name): value for name, value in asked.items()})

    def show_rows(self, rows: Sequence[Any]) -> Any:
        """The rows of a page as they go out."""
        return self.row_shape()(rows, many=True).data

    @classmethod
    def row_shape(cls) -> Shape:
        """The serializer of a row."""
        shape = cls.in_list or cls.gives
        assert shape is not None, cls
        return shape


class Creates(Call):
    """POST: `create` makes one of `given`, which is what the view `takes`; 201."""

    @call("create", "create", lambda view: {201: view.gives})
    def post(self, request: Request, **ids: Any) -> Any:
        self.given = self.body()
        made = self.create(**ids)
        response = self.answer(made, 201)
        if self.located_by:
            response.headers["Location"] = f"{request.path}{getattr(made, self.located_by)}/"
        return response

    def create(self, *args: Any, **ids: Any) -> Any:
        """Calls a service with `given`."""
        raise NotImplementedError
