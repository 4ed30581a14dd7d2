"""`GET /leads/{id}/decisions/`: every decision, with all reasons."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from leads.selectors.find_lead import find_lead
from prm.api.pages import page_of
from prm.api.pagination import page
from prm.api.views import ApiView
from routing.api.decision_shapes import DecisionOut
from routing.models import Decision
from routing.selectors.decision_view import vendor_view
from routing.selectors.stored_decisions import stored, with_parts


class DecisionsView(ApiView):
    """The decisions on one lead."""

    @extend_schema(
        operation_id="lead_decisions",
        summary="Every decision on a lead",
        description="Newest first, each with every partner: chosen, eligible, or excluded and why.",
        tags=["Leads"],
        responses=page_of(DecisionOut),
    )
    def get(self, request: Request, lead_id: UUID) -> Response:
        rows = with_parts(Decision.objects.filter(lead=find_lead(lead_id)))
        found = page(request, rows, by=("decided_at", "id"))
        return Response(found.answer([vendor_view(stored(row)).as_dict() for row in found.rows]))
