"""What every tenant model is made of: the key, the vendor, the scoped manager, the composite foreign key."""

from collections.abc import Callable
from typing import Any, Self, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from prm.platform.ids import new_id
from prm.platform.tenants.scope import current_vendor_id

M = TypeVar("M", bound=models.Model)


class CurrentVendor(models.Expression):
    """The vendor in scope when the SQL is made, not when the queryset is: safe in class bodies and forms."""

    output_field = models.UUIDField()

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return "%s", (current_vendor_id(),)

    def resolve_expression(self, *_: Any, **__: Any) -> Self:
        return self


class TenantManager(models.Manager[M]):
    """Rows of the vendor in scope. This is the belt; the wall is row-level security."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(vendor_id=CurrentVendor())


class TenantModel(models.Model):
    """A row that belongs to one vendor. The database's primary key is (vendor_id, id): see `wall.Wall`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vendor = models.ForeignKey(
        "tenants.Vendor",
        on_delete=models.CASCADE,
        default=current_vendor_id,
        editable=False,
        db_index=False,
        related_name="+",
    )

    objects = TenantManager()

    class Meta:
        abstract = True


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A foreign key between tenant models. `Wall` makes it composite, so it cannot cross vendors."""

    def __init__(self, to: Any, on_delete: Callable[..., Any], **options: Any) -> None:
        options["db_constraint"] = False
        super().__init__(to, on_delete, **options)
