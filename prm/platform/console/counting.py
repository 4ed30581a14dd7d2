"""Counting what hangs on a row, in one query for a whole list.

A plain `annotate(Count(…))` does not do: it groups by `id`, which is a key only with the vendor.
"""

from typing import Any

from django.db.models import Count, IntegerField, Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


def count_of(model: type[Model], foreign_key: str, condition: Q | None = None) -> Coalesce:
    """How many rows of `model` point at the outer row, with this condition."""
    rows: Any = model._default_manager.filter(condition or Q(), **{foreign_key: OuterRef("pk")})
    counted = rows.order_by().values(foreign_key).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
