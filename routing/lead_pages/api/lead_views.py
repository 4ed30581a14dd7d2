"""The leads calls."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from leads.api.lead_input import EXAMPLE, LeadInput
from leads.models import Lead
from leads.selectors.find_lead import find_lead
from leads.services.correct_lead import correct_lead
from leads.services.receive_leads import receive_post
from prm.platform.api.form_parser import FormFieldsParser
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.parsers import StrictJsonParser
from prm.platform.api.views import ApiView
from prm.platform.errors import FieldError, InvalidInput
from routing.lead_pages.api.lead_query import ReadingQuery, strictness
from routing.lead_pages.api.lead_serializers import LeadFilters, LeadOut, ReceivedOut, lead_out, leads_out
from routing.models import Offer
from routing.offers.models import LIVE_STATES


class LeadsView(ApiView):
    """All leads of the vendor."""

    orders = (
        "received_at",
        "changed_at",
    )

    parser_classes = (StrictJsonParser, FormFieldsParser)

    @extend_schema(
        operation_id="lead_list",
        summary="List leads",
        description="Newest first.",
        tags=["Leads"],
        parameters=[LeadFilters],
        responses=page_of(LeadOut),
    )
    def get(self, request: Request) -> Response:
        found = page(request, narrowed(self.filters(LeadFilters)), by=("received_at", "id"))
        return Response(found.answer(leads_out(found.rows)))

    @extend_schema(
        operation_id="lead_create",
        summary="Post a lead",
        description=(
            "201: the lead is stored. It is offered to a partner within a second. "
            "A field that cannot be read is left empty, and `warnings` names it.\n\n"
            '200 with `"duplicate": true`: the lead exists already. It has the same `external_id`, or it is '
            "an open lead about the same person (same e-mail, phone, or name and company domain) that came "
            "in within the days of your settings. The post is stored with the lead and shown to the partner "
            "that has it. The lead is not offered again.\n\n"
            "A web form may send its fields as `application/x-www-form-urlencoded`: several values of one "
            "name are a list, and `custom[size]=L` goes into `custom`."
        ),
        tags=["Leads"],
        parameters=[ReadingQuery],
        request={"application/json": LeadInput, FormFieldsParser.media_type: LeadInput},
        responses={201: ReceivedOut, 200: ReceivedOut},
        examples=[OpenApiExample("A lead", value=EXAMPLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        received = receive_post(data=request.data, actor=self.caller.actor, strict=strictness(self))
        lead = received.lead_or_refuse()
        shown = leads_out([lead])[0] if received.is_duplicate else lead_out(lead)
        status = 200 if received.is_duplicate else 201
        headers = {"Location": f"{request.path}{lead.id}/"}
        return Response(shown | {"duplicate": received.is_duplicate}, status=status, headers=headers)


class LeadView(ApiView):
    """One lead."""

    def find(self, lead_id: UUID) -> None:  # type: ignore[override]
        find_lead(lead_id)

    @extend_schema(operation_id="lead_read", summary="Read a lead", tags=["Leads"], responses=LeadOut)
    def get(self, request: Request, lead_id: UUID) -> Response:
        return Response(leads_out([find_lead(lead_id)])[0])

    @extend_schema(
        operation_id="lead_correct",
        summary="Correct a lead",
        description=(
            "Replaces the fields sent; null clears one. A field that cannot be read stays as it was, and "
            "`warnings` names it. The lead's state and its offers stay as they are."
        ),
        tags=["Leads"],
        parameters=[ReadingQuery],
        request=LeadInput,
        responses=LeadOut,
    )
    def patch(self, request: Request, lead_id: UUID) -> Response:
        if not isinstance(request.data, dict):
            raise InvalidInput([FieldError("", "invalid_type", "Send an object with the fields to change.")])
        lead = correct_lead(
            lead_id=lead_id, changes=request.data, actor=self.caller.actor, strict=strictness(self)
        )
        return Response(leads_out([lead])[0])


def narrowed(filters: dict[str, Any]) -> QuerySet[Lead]:
    """The leads that a list's filters leave."""
    renamed = {"product": "products__contains", "received_after": "received_at__gte"}
    renamed |= {"received_before": "received_at__lt", "email": "email__iexact"}
    partner = filters.pop("partner", None)
    product = filters.pop("product", None)
    leads = Lead.objects.filter(**{renamed.get(name, name): value for name, value in filters.items()})
    if product is not None:
        leads = leads.filter(products__contains=[product])
    if partner is not None:
        leads = leads.filter(
            id__in=Offer.objects.filter(partner_id=partner, state__in=LIVE_STATES).values("lead_id")
        )
    return leads
