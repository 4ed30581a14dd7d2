"""Territories, one by one: the same rows that hang on the partners."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from partners.api.fields import PlainText
from partners.api.part_inputs import TerritoryInput
from partners.api.partner_output import TerritoryPartOut
from partners.models import Territory
from partners.services.save_territory import add_territory, remove_territory
from prm.platform.api.audit import Audited
from prm.platform.api.inputs import Input
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
from prm.platform.errors import NotFound


class NewTerritoryInput(TerritoryInput):
    """A territory of a partner."""

    partner = serializers.UUIDField(help_text="The partner's ID.")


class TerritoryOut(TerritoryPartOut):
    """A territory of a partner."""

    partner = serializers.UUIDField(source="partner_id")

    class Meta(TerritoryPartOut.Meta):
        fields: Any = ("id", "partner", *TerritoryPartOut.Meta.fields[1:])


class TerritoryFilters(Input):
    """What a list of territories can be narrowed by."""

    partner = serializers.UUIDField(required=False)
    country = PlainText(max_length=2, required=False, help_text="ISO 3166-1 alpha-2.")


class TerritoriesView(ApiView):
    """All territories."""

    orders = (
        "id",
        "country",
    )

    audited = Audited("partners.territory")

    @extend_schema(
        operation_id="territory_list",
        summary="List territories",
        tags=["Partners"],
        parameters=[TerritoryFilters],
        responses=page_of(TerritoryOut),
    )
    def get(self, request: Request) -> Response:
        rows = Territory.objects.filter(**self.filters(TerritoryFilters))
        found = page(request, rows, by=("id",), newest_first=False)
        return Response(found.answer(TerritoryOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="territory_create",
        summary="Add a territory to a partner",
        tags=["Partners"],
        request=NewTerritoryInput,
        responses={201: TerritoryOut},
    )
    def post(self, request: Request) -> Response:
        fields: dict[str, Any] = self.read(NewTerritoryInput)
        territory = add_territory(partner_id=fields.pop("partner"), fields=fields)
        headers = {"Location": f"{request.path}{territory.id}/"}
        return Response(TerritoryOut(territory).data, status=201, headers=headers)


class TerritoryView(ApiView):
    """One territory."""

    audited = Audited("partners.territory")

    @extend_schema(
        operation_id="territory_read", summary="Read a territory", tags=["Partners"], responses=TerritoryOut
    )
    def get(self, request: Request, territory_id: UUID) -> Response:
        territory = Territory.objects.filter(pk=territory_id).first()
        if territory is None:
            raise NotFound("There is no such territory.")
        return Response(TerritoryOut(territory).data)

    @extend_schema(
        operation_id="territory_remove",
        summary="Remove a territory from its partner",
        tags=["Partners"],
        responses={204: None},
    )
    def delete(self, request: Request, territory_id: UUID) -> Response:
        remove_territory(territory_id=territory_id)
        return Response(status=204)
