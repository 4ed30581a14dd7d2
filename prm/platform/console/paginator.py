"""Pages of a long list, without counting all of it."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST_COUNTED: Final = 10_000


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts at most MOST_COUNTED rows: what lies further back is found by search and filters."""

    template_name = "console/pagination.html"

    @cached_property
    def count(self) -> int:
        """How many rows there are to leaf through."""
        rows: Any = self.object_list.order_by() if hasattr(self.object_list, "order_by") else self.object_list
        found = rows[: MOST_COUNTED + 1]
        counted: int = found.count() if hasattr(found, "query") else len(found)
        self.is_bounded = counted > MOST_COUNTED
        return min(counted, MOST_COUNTED)
