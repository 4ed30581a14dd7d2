"""What the vendor does with one lead: offer it to a partner of its choice, route it again, erase it."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from leads.models import Lead
from leads.selectors.find_lead import find_lead
from partners.models import Partner
from prm.platform.api.inputs import Input, Nothing, Text
from prm.platform.api.views import ApiView
from prm.platform.errors import FieldError, InvalidInput
from routing.lead_pages.api.lead_serializers import LeadOut, leads_out
from routing.offers.api.offer_serializers import OfferOut
from routing.offers.api.offer_views import offer_out
from routing.offers.services.erase_lead import erase_lead
from routing.offers.services.offer_manually import offer_manually
from routing.review.services.route_again import route_again


class ManualOfferInput(Input):
    """The partner and the reason."""

    partner = serializers.UUIDField(help_text="The partner's ID.")
    reason = Text(
        max_length=2000,
        help_text="Stored with the offer, together with the partner that the rules would have chosen.",
    )


class LeadAction(ApiView):
    """One act on a lead."""

    def find(self, lead_id: UUID) -> None:  # type: ignore[override]
        find_lead(lead_id)

    def answer(self, lead: Lead) -> Response:
        return Response(leads_out([lead])[0])


class OfferLeadView(LeadAction):
    """A person's choice instead of the rules'."""

    @extend_schema(
        operation_id="lead_offer",
        summary="Offer a lead to a partner of your choice",
        description=(
            "A live offer is withdrawn first. Shares of the pool do not change. 409: `lead_closed`, "
            "`inactive`, `at_capacity`, `already_offered`, `no_policy`."
        ),
        tags=["Leads"],
        request=ManualOfferInput,
        responses={201: OfferOut},
        examples=[
            OpenApiExample(
                "To one partner",
                value={
                    "partner": "0199f1c2-0000-7000-8000-000000000000",
                    "reason": "They know the company.",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, lead_id: UUID) -> Response:
        given: dict[str, Any] = self.read(ManualOfferInput)
        if not Partner.objects.filter(pk=given["partner"]).exists():
            raise InvalidInput([FieldError("partner", "unknown", "There is no such partner.")])
        offer = offer_manually(
            lead_id=lead_id, partner_id=given["partner"], reason=given["reason"], actor=self.caller.actor
        )
        return Response(offer_out(offer, self.caller), status=201)


class RouteAgainView(LeadAction):
    """Back to the rules."""

    @extend_schema(
        operation_id="lead_route_again",
        summary="Route a lead again",
        description=(
            "For a lead in review or nurture. The count of its offers starts again. Partners that had it "
            "stay excluded. 409 `not_waiting`."
        ),
        tags=["Leads"],
        request=Nothing,
        responses=LeadOut,
    )
    def post(self, request: Request, lead_id: UUID) -> Response:
        self.read(Nothing)
        return self.answer(route_again(lead_id=lead_id, actor=self.caller.actor))


class EraseLeadView(LeadAction):
    """A person asks to be forgotten."""

    @extend_schema(
        operation_id="lead_erase",
        summary="Erase a lead",
        description=(
            "Deletes all personal data of the lead and its duplicates: in notes, files, offers, decisions, "
            "messages and stored answers. The history stays without personal data. A live offer is "
            "withdrawn. Partners that had the contact are asked to erase it too. This cannot be undone."
        ),
        tags=["Leads"],
        request=Nothing,
        responses=LeadOut,
    )
    def post(self, request: Request, lead_id: UUID) -> Response:
        self.read(Nothing)
        return self.answer(erase_lead(lead_id=lead_id, actor=self.caller.actor))
