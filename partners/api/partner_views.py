"""The partners calls."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from partners.api.fields import PlainText
from partners.api.partner_input import PartnerChange, PartnerInput
from partners.api.partner_output import PartnerOut
from partners.models import Partner, PartnerStatus
from partners.selectors.find_partner import find_partner, partners_in_full
from partners.selectors.lists import entries_by_slug
from partners.services.save_partner import change_partner, create_partner
from prm.platform.api.audit import Audited
from prm.platform.api.inputs import Input
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView

EXAMPLE = {
    "external_id": "p1",
    "name": "Larkspur Networks",
    "tier": "gold",
    "status": "active",
    "weight": 2,
    "capacity": 20,
    "certifications": [{"slug": "network-security", "expires_on": "2027-06-30"}],
    "specialisations": ["manufacturing"],
    "languages": ["en"],
    "territories": [
        {"country": "US", "region": "US-TX"},
        {"country": "US", "postal_prefix": "787"},
        {"latitude": 30.27, "longitude": -97.74, "radius_km": 150},
    ],
    "latitude": 30.27,
    "longitude": -97.74,
    "time_zone": "America/Chicago",
}


class PartnerFilters(Input):
    """What a list of partners can be narrowed by."""

    external_id = PlainText(max_length=100, required=False)
    status = serializers.ChoiceField(choices=PartnerStatus.choices, required=False)
    tier = PlainText(max_length=80, required=False, help_text="A tier's slug.")


class PartnersView(ApiView):
    """All partners of the vendor."""

    orders = (
        "name",
        "created_at",
        "updated_at",
    )

    audited = Audited("partners.partner")

    @extend_schema(
        operation_id="partner_list",
        summary="List partners",
        description="By name.",
        tags=["Partners"],
        parameters=[PartnerFilters],
        responses=page_of(PartnerOut),
    )
    def get(self, request: Request) -> Response:
        filters = self.filters(PartnerFilters)
        lookups = {"tier__slug" if name == "tier" else name: value for name, value in filters.items()}
        found = page(request, partners_in_full().filter(**lookups), by=("name", "id"), newest_first=False)
        return Response(found.answer(PartnerOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="partner_create",
        summary="Create a partner",
        description=(
            "With its certifications, territories, hours and absences. Tier, certifications and verticals "
            "must exist."
        ),
        tags=["Partners"],
        request=PartnerInput,
        responses={201: PartnerOut},
        examples=[OpenApiExample("A partner", value=EXAMPLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        partner = create_partner(fields=_read(self, PartnerInput))
        headers = {"Location": f"{request.path}{partner.id}/"}
        return Response(_out(partner), status=201, headers=headers)


class PartnerView(ApiView):
    """One partner."""

    audited = Audited("partners.partner")

    def find(self, partner_id: UUID) -> None:  # type: ignore[override]
        find_partner(partner_id)

    @extend_schema(
        operation_id="partner_read", summary="Read a partner", tags=["Partners"], responses=PartnerOut
    )
    def get(self, request: Request, partner_id: UUID) -> Response:
        return Response(PartnerOut(find_partner(partner_id)).data)

    @extend_schema(
        operation_id="partner_change",
        summary="Change a partner",
        description=(
            "Replaces the fields that are sent. A list replaces the whole list. Set a partner that leaves "
            "to `inactive`."
        ),
        tags=["Partners"],
        request=PartnerChange,
        responses=PartnerOut,
    )
    def patch(self, request: Request, partner_id: UUID) -> Response:
        fields = _read(self, PartnerChange, country=find_partner(partner_id).country)
        return Response(_out(change_partner(partner_id=partner_id, fields=fields)))


def _read(view: ApiView, serializer: type[PartnerInput], **known: str) -> dict[str, Any]:
    return view.read(serializer, lists=entries_by_slug("tier", "certification", "vertical"), **known)


def _out(partner: Partner) -> Any:
    return PartnerOut(find_partner(partner.pk)).data
