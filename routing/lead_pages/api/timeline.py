"""`GET /leads/{id}/timeline/`: the append-only history."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from leads.models import LeadEvent
from leads.selectors.find_lead import find_lead
from prm.platform.api.json_fields import JsonObject
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView


class EventOut(serializers.ModelSerializer[LeadEvent]):
    """One thing that happened: what, when, by whom. `detail` holds ids, codes and numbers."""

    detail = JsonObject(read_only=True)

    class Meta:
        model = LeadEvent
        fields = ("id", "kind", "at", "actor_kind", "actor_id", "partner_id", "detail")
        read_only_fields = fields


class TimelineView(ApiView):
    """The timeline of one lead."""

    orders = ("at",)

    @extend_schema(
        operation_id="lead_timeline",
        summary="List the history of a lead",
        description="Everything that happened to the lead, oldest first. Rows are never changed or removed.",
        tags=["Leads"],
        responses=page_of(EventOut),
    )
    def get(self, request: Request, lead_id: UUID) -> Response:
        lead = find_lead(lead_id)
        found = page(request, LeadEvent.objects.filter(lead=lead), by=("at", "id"), newest_first=False)
        results: Any = EventOut(found.rows, many=True).data
        return Response(found.answer(results))
