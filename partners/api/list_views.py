"""The vendor's lists: tiers, certifications, verticals and products, all by the same two views."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from partners.api import list_inputs as shapes
from partners.models import Certification, Product, Tier, Vertical
from partners.selectors.lists import entries_by_slug
from partners.services.save_entry import change_entry, create_entry, remove_entry
from prm.api.audit import Audited
from prm.api.inputs import Input
from prm.api.pages import page_of
from prm.api.pagination import page
from prm.api.views import ApiView
from prm.errors import NotFound


class ListView(ApiView):
    """A whole list."""

    model: ClassVar[Any]
    shape_in: ClassVar[type[Input]]
    shape_out: ClassVar[type[BaseSerializer[Any]]]
    by: ClassVar[tuple[str, ...]] = ("slug", "id")

    def get(self, request: Request) -> Response:
        found = page(request, _rows(self.model), by=self.by, newest_first=False)
        return Response(found.answer(self.shape_out(found.rows, many=True).data))

    def post(self, request: Request) -> Response:
        fields = self.read(self.shape_in, lists=entries_by_slug("certification"))
        entry = create_entry(self.model, fields=fields)
        headers = {"Location": f"{request.path}{entry.slug}/"}
        return Response(self.shape_out(entry).data, status=201, headers=headers)


class EntryView(ApiView):
    """One entry of a list."""

    model: ClassVar[Any]
    shape_in: ClassVar[type[Input]]
    shape_out: ClassVar[type[BaseSerializer[Any]]]

    def find(self, slug: str) -> None:  # type: ignore[override]
        self._entry(slug)

    def get(self, request: Request, slug: str) -> Response:
        return Response(self.shape_out(self._entry(slug)).data)

    def patch(self, request: Request, slug: str) -> Response:
        fields = self.read(self.shape_in, lists=entries_by_slug("certification"))
        change_entry(self._entry(slug), fields=fields)
        return Response(self.shape_out(self._entry(slug)).data)

    def delete(self, request: Request, slug: str) -> Response:
        remove_entry(self._entry(slug))
        return Response(status=204)

    def _entry(self, slug: str) -> Any:
        entry = _rows(self.model).filter(slug=slug).first()
        if entry is None:
            raise NotFound("There is no such entry.")
        return entry


def _rows(model: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.all()
    hanging_on = {Product: "certifications__certification", Tier: "requirements"}
    return rows.prefetch_related(hanging_on[model]) if model in hanging_on else rows


def _documented_list(one: str, many: str, new: Any, out: Any) -> Any:
    return extend_schema_view(
        get=extend_schema(
            operation_id=f"{one}_list", summary=f"List {many}", tags=["Lists"], responses=page_of(out)
        ),
        post=extend_schema(
            operation_id=f"{one}_create",
            summary=f"Make a {one}",
            tags=["Lists"],
            request=new,
            responses={201: out},
        ),
    )


def _documented_entry(one: str, change: Any, out: Any) -> Any:
    return extend_schema_view(
        get=extend_schema(operation_id=f"{one}_read", summary=f"Read a {one}", tags=["Lists"], responses=out),
        patch=extend_schema(
            operation_id=f"{one}_change",
            summary=f"Change a {one}",
            description="Its slug stays.",
            tags=["Lists"],
            request=change,
            responses=out,
        ),
        delete=extend_schema(
            operation_id=f"{one}_remove",
            summary=f"Remove a {one}",
            description="409 `in_use` where partners or products use it.",
            tags=["Lists"],
            responses={204: None},
        ),
    )


@_documented_list("tier", "tiers", shapes.TierInput, shapes.TierOut)
class TiersView(ListView):
    """All tiers."""

    audited = Audited("partners.tier")
    model, shape_in, shape_out = Tier, shapes.TierInput, shapes.TierOut
    by = ("rank", "id")


@_documented_entry("tier", shapes.TierChange, shapes.TierOut)
class TierView(EntryView):
    """One tier."""

    audited = Audited("partners.tier")
    model, shape_in, shape_out = Tier, shapes.TierChange, shapes.TierOut


@_documented_list("certification", "certifications", shapes.EntryInput, shapes.CertificationOut)
class CertificationsView(ListView):
    """All certifications."""

    audited = Audited("partners.certification")
    model, shape_in, shape_out = Certification, shapes.EntryInput, shapes.CertificationOut


@_documented_entry("certification", shapes.EntryChange, shapes.CertificationOut)
class CertificationView(EntryView):
    """One certification."""

    audited = Audited("partners.certification")
    model, shape_in, shape_out = Certification, shapes.EntryChange, shapes.CertificationOut


@_documented_list("vertical", "verticals", shapes.EntryInput, shapes.VerticalOut)
class VerticalsView(ListView):
    """All verticals."""

    audited = Audited("partners.vertical")
    model, shape_in, shape_out = Vertical, shapes.EntryInput, shapes.VerticalOut


@_documented_entry("vertical", shapes.EntryChange, shapes.VerticalOut)
class VerticalView(EntryView):
    """One vertical."""

    audited = Audited("partners.vertical")
    model, shape_in, shape_out = Vertical, shapes.EntryChange, shapes.VerticalOut


@_documented_list("product", "products", shapes.ProductInput, shapes.ProductOut)
class ProductsView(ListView):
    """All products."""

    audited = Audited("partners.product")
    model, shape_in, shape_out = Product, shapes.ProductInput, shapes.ProductOut


@_documented_entry("product", shapes.ProductChange, shapes.ProductOut)
class ProductView(EntryView):
    """One product."""

    audited = Audited("partners.product")
    model, shape_in, shape_out = Product, shapes.ProductChange, shapes.ProductOut
