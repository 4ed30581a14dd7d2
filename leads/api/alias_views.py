"""What leads call industries and products that your lists lack, and which entries are meant."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from leads.api.table_views import RowView
from leads.models import Alias
from leads.models.alias import ListedField
from leads.services.map_names import add_name, map_name
from prm.platform.api.audit import Audited
from prm.platform.api.inputs import Input, Text
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView


class AliasInput(Input):
    """A name that leads use, and the entry that it means."""

    field = serializers.ChoiceField(choices=ListedField.choices)
    text = Text(max_length=80, help_text="The name. Case, accents and punctuation make no difference.")
    slug = Text(max_length=80, help_text="The slug of the industry or product that it means.")


class AliasChange(Input):
    """The entry that the name means."""

    slug = Text(max_length=80, allow_blank=True, help_text="Blank: the name has no meaning again.")


class AliasOut(serializers.ModelSerializer[Alias]):
    """A name that is not in your lists. It means the entry `slug`; blank until somebody maps it."""

    class Meta:
        model = Alias
        fields = ("id", "field", "text", "slug", "leads", "seen_at")
        read_only_fields = fields


class AliasFilters(Input):
    """What the list can be narrowed by."""

    field = serializers.ChoiceField(choices=ListedField.choices, required=False)
    mapped = serializers.BooleanField(required=False, help_text="false: only names without a meaning yet.")


class AliasesView(ApiView):
    """All names that are on no list."""

    orders = (
        "field",
        "seen_at",
        "leads",
    )

    audited = Audited("leads.alias")

    @extend_schema(
        operation_id="alias_list",
        summary="List names that are not in your lists",
        description="`leads` counts the leads that used the name before it was mapped.",
        tags=["Lists"],
        parameters=[AliasFilters],
        responses=page_of(AliasOut),
    )
    def get(self, request: Request) -> Response:
        filters: dict[str, Any] = self.filters(AliasFilters)
        rows = Alias.objects.all()
        if "mapped" in filters:
            rows = rows.exclude(slug="") if filters["mapped"] else rows.filter(slug="")
        if "field" in filters:
            rows = rows.filter(field=filters["field"])
        found = page(request, rows, by=("field", "folded", "id"), newest_first=False)
        return Response(found.answer(AliasOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="alias_create",
        summary="Map a name to an entry",
        description=(
            "Waiting leads that used the name are read again. Later leads with the name get the entry."
        ),
        tags=["Lists"],
        request=AliasInput,
        responses={201: AliasOut},
    )
    def post(self, request: Request) -> Response:
        row = add_name(**self.read(AliasInput), actor=self.caller.actor)
        return Response(AliasOut(row).data, status=201, headers={"Location": f"{request.path}{row.id}/"})


class AliasView(RowView):
    """One name."""

    audited = Audited("leads.alias")
    model = Alias

    def find(self, row_id: UUID) -> None:  # type: ignore[override]
        self.found(row_id)

    @extend_schema(operation_id="alias_read", summary="Read a name", tags=["Lists"], responses=AliasOut)
    def get(self, request: Request, row_id: UUID) -> Response:
        return Response(AliasOut(self.found(row_id)).data)

    @extend_schema(
        operation_id="alias_map",
        summary="Change what a name means",
        description=(
            "Waiting leads that used the name are read again. Later leads with the name get the entry."
        ),
        tags=["Lists"],
        request=AliasChange,
        responses=AliasOut,
    )
    def patch(self, request: Request, row_id: UUID) -> Response:
        row = map_name(alias_id=row_id, **self.read(AliasChange), actor=self.caller.actor)
        return Response(AliasOut(row).data)

    @extend_schema(
        operation_id="alias_remove",
        summary="Delete a name",
        description="It is counted again when another lead uses it.",
        tags=["Lists"],
        responses={204: None},
    )
    def delete(self, request: Request, row_id: UUID) -> Response:
        self.found(row_id).delete()
        return Response(status=204)
