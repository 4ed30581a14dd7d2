"""`field__any_of=values`: as `__in`, with all values in one array, so that hundreds cost as little as one."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


class AnyOf(models.Lookup):
    """`column = ANY(array)`. The values must be of the column's own type: they are passed on as they are."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        left, parameters = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.db_type(connection).split("(")[0]
        return f"{left} = ANY(%s::{kind}[])", [*parameters, list(self.rhs)]


def register() -> None:
    """Teach the lookup to the fields that are asked for in bulk."""
    for field in (models.UUIDField, models.CharField, models.ForeignKey):
        field.register_lookup(AnyOf)
