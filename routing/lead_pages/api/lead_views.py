"""The leads calls."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from leads.api.lead_input import EXAMPLE, LeadInput
from leads.models import Lead
from leads.selectors.find_lead import find_lead
from leads.selectors.unread import warnings_of
from leads.services.correct_lead import correct_lead
from leads.services.receive_leads import Received, receive_leads, receive_post
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.problem_serializers import ProblemError
from prm.platform.api.problems import as_json
from prm.platform.api.views import ApiView
from prm.platform.errors import FieldError, InvalidInput
from routing.lead_pages.api.lead_output import WarningOut
from routing.lead_pages.api.lead_serializers import LeadFilters, LeadOut, ReceivedOut, lead_out, leads_out
from routing.models import Offer
from routing.offers.models import LIVE_STATES

MOST_ROWS = 1_000


STRICT = OpenApiParameter(
    "strict",
    bool,
    description="true: refuse a lead if any field cannot be read. If left out, your settings apply.",
)


class LeadsView(ApiView):
    """All leads of the vendor."""

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
            "that has it. The lead is not offered again."
        ),
        tags=["Leads"],
        parameters=[STRICT],
        request=LeadInput,
        responses={201: ReceivedOut, 200: ReceivedOut},
        examples=[OpenApiExample("A lead", value=EXAMPLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        received = receive_post(data=request.data, actor=self.caller.actor, strict=is_strict(self))
        lead = received.lead_or_refuse()
        shown = leads_out([lead])[0] if received.is_duplicate else lead_out(lead)
        status = 200 if received.is_duplicate else 201
        headers = {"Location": f"{request.path}{lead.id}/"}
        return Response(shown | {"duplicate": received.is_duplicate}, status=status, headers=headers)


class BulkRowOut(serializers.Serializer[Any]):
    """The result of one row: an `id`, with `warnings` if fields were left empty, or `errors`."""

    index = serializers.IntegerField(help_text="The row's place in the array, from 0.")
    status = serializers.IntegerField(help_text="201: stored. 200: the lead existed already. 400: refused.")
    id = serializers.UUIDField(required=False)
    duplicate = serializers.BooleanField(required=False, help_text="Whether the lead existed already.")
    warnings = WarningOut(many=True, required=False)
    errors = ProblemError(many=True, required=False)  # type: ignore[assignment]


class BulkOut(serializers.Serializer[Any]):
    """The result of each row, in the order sent."""

    results = BulkRowOut(many=True)


class BulkLeadsView(ApiView):
    """Many leads at once."""

    @extend_schema(
        operation_id="lead_create_bulk",
        summary="Post up to 1,000 leads",
        description=(
            "Send an array. Each row has its own status, warnings and errors. A bad row does not affect the "
            "others."
        ),
        tags=["Leads"],
        parameters=[STRICT],
        request=LeadInput(many=True),
        responses=BulkOut,
        examples=[
            OpenApiExample("Two leads", value=[EXAMPLE, {"email": "lee@example.com"}], request_only=True)
        ],
    )
    def post(self, request: Request) -> Response:
        rows = request.data
        if not isinstance(rows, list):
            raise InvalidInput([FieldError("", "invalid_type", "Send an array of leads.")])
        if len(rows) > MOST_ROWS:
            raise InvalidInput([FieldError("", "too_many", f"Send at most {MOST_ROWS} leads at once.")])
        received = receive_leads(rows=rows, actor=self.caller.actor, strict=is_strict(self))
        return Response({"results": [_row_out(index, row) for index, row in enumerate(received)]})


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
        parameters=[STRICT],
        request=LeadInput,
        responses=LeadOut,
    )
    def patch(self, request: Request, lead_id: UUID) -> Response:
        if not isinstance(request.data, dict):
            raise InvalidInput([FieldError("", "invalid_type", "Send an object with the fields to change.")])
        lead = correct_lead(
            lead_id=lead_id, changes=request.data, actor=self.caller.actor, strict=is_strict(self)
        )
        return Response(leads_out([lead])[0])


def narrowed(filters: dict[str, Any]) -> QuerySet[Lead]:
    """The leads that a list's filters leave."""
    renamed = {"product": "products__contains", "received_after": "received_at__gte"}
    renamed |= {"received_before": "received_at__lt"}
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


def is_strict(view: ApiView) -> bool:
    """Whether leads with a field that cannot be read are refused: as the query says, else the vendor."""
    asked = view.request.query_params.get("strict")
    if asked is None:
        return view.caller.vendor.refuses_unreadable_leads
    if asked not in ("true", "false"):
        raise InvalidInput([FieldError("strict", "invalid", _("Send true or false."))])
    return asked == "true"


def _row_out(index: int, row: Received) -> dict[str, Any]:
    if row.lead is not None:
        warnings = [] if row.is_duplicate else [as_json(warning) for warning in warnings_of(row.lead)]
        status = 200 if row.is_duplicate else 201
        stored = {"index": index, "status": status, "id": row.lead.id, "duplicate": row.is_duplicate}
        return stored | {"warnings": warnings} if warnings else stored
    return {"index": index, "status": 400, "errors": [as_json(error) for error in row.errors]}
