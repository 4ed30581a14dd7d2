"""The vendor's lists: tiers, certifications, verticals and products, all by the same two views."""

from dataclasses import dataclass
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
from prm.platform.api.audit import Audited
from prm.platform.api.inputs import Input
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
from prm.platform.errors import NotFound


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


@dataclass(frozen=True)
class Kind:
    """One of the lists: what its entries are called, what comes in and goes out, and its order."""

    one: str
    many: str
    model: Any
    new: type[Input]
    change: type[Input]
    out: Any
    by: tuple[str, ...] = ("slug", "id")


def _views(kind: Kind) -> tuple[type[ListView], type[EntryView]]:
    shared = {"model": kind.model, "shape_out": kind.out, "audited": Audited(kind.model._meta.label_lower)}
    whole = {"__doc__": f"All {kind.many}.", "shape_in": kind.new, "by": kind.by}
    entry = {"__doc__": f"One {kind.one}.", "shape_in": kind.change}
    return (
        _documented_list(kind)(type(f"{kind.many.title()}View", (ListView,), shared | whole)),
        _documented_entry(kind)(type(f"{kind.one.title()}View", (EntryView,), shared | entry)),
    )


def _documented_list(kind: Kind) -> Any:
    def about(name: str, summary: str, **more: Any) -> Any:
        return extend_schema(operation_id=f"{kind.one}_{name}", summary=summary, tags=["Lists"], **more)

    return extend_schema_view(
        get=about("list", f"List {kind.many}", responses=page_of(kind.out)),
        post=about("create", f"Create a {kind.one}", request=kind.new, responses={201: kind.out}),
    )


def _documented_entry(kind: Kind) -> Any:
    def about(name: str, words: str = "", **more: Any) -> Any:
        return extend_schema(
            operation_id=f"{kind.one}_{name}",
            summary=f"{name.title()} a {kind.one}",
            description=words,
            tags=["Lists"],
            **more,
        )

    return extend_schema_view(
        get=about("read", responses=kind.out),
        patch=about("change", "Its slug stays.", request=kind.change, responses=kind.out),
        delete=about("remove", "409 `in_use` where partners or products use it.", responses={204: None}),
    )


TiersView, TierView = _views(
    Kind("tier", "tiers", Tier, shapes.TierInput, shapes.TierChange, shapes.TierOut, by=("rank", "id"))
)
CertificationsView, CertificationView = _views(
    Kind(
        "certification",
        "certifications",
        Certification,
        shapes.EntryInput,
        shapes.EntryChange,
        shapes.CertificationOut,
    )
)
VerticalsView, VerticalView = _views(
    Kind("vertical", "verticals", Vertical, shapes.EntryInput, shapes.EntryChange, shapes.VerticalOut)
)
ProductsView, ProductView = _views(
    Kind("product", "products", Product, shapes.ProductInput, shapes.ProductChange, shapes.ProductOut)
)
