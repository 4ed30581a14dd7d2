"""`GET /leads/{id}/decisions/`: every decision, with all reasons."""

from typing import cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from leads.selectors.find_lead import find_lead
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.permissions import HasPartnerKey
from prm.platform.api.views import ApiView
from prm.platform.errors import NotFound
from routing.decisions.api.decision_shapes import DecisionOut, PartnerDecisionOut
from routing.decisions.selectors.decision_view import latest_for_partner, vendor_view
from routing.decisions.selectors.stored_decisions import stored, with_parts
from routing.models import Decision
from routing.offers.selectors.offers_for_partner import offer_for_partner


class DecisionsView(ApiView):
    """The decisions on one lead."""

    orders = ("decided_at",)

    @extend_schema(
        operation_id="lead_decisions",
        summary="List the decisions on a lead",
        description="Newest first, each with every partner: chosen, eligible, or excluded and why.",
        tags=["Leads"],
        responses=page_of(DecisionOut),
    )
    def get(self, request: Request, lead_id: UUID) -> Response:
        rows = with_parts(Decision.objects.filter(lead=find_lead(lead_id)))
        found = page(request, rows, by=("decided_at", "id"))
        return Response(found.answer([vendor_view(stored(row)).as_dict() for row in found.rows]))


class WhyView(ApiView):
    """Why a lead came to this partner."""

    permission_classes = [HasPartnerKey]

    @extend_schema(
        operation_id="offer_why",
        summary="Read why this lead was offered to you",
        description="Your own part in the decision. Other partners are not named.",
        tags=["Offers"],
        responses=PartnerDecisionOut,
    )
    def get(self, request: Request, offer_id: UUID) -> Response:
        partner_id = cast(UUID, self.caller.partner_id)
        offer = offer_for_partner(offer_id, partner_id)
        found = latest_for_partner(lead_id=offer.lead_id, partner_id=partner_id)
        if found is None:
            raise NotFound("No decision chose you: a person may have.")
        return Response(found.as_dict())
