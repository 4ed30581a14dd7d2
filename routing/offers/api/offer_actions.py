"""What a partner does with an offer. A transition that is no longer possible is a 409 and changes nothing."""

from typing import Any, cast
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from leads.models import DeclineReason
from prm.platform.api.inputs import Nothing
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.permissions import HasApiKey, HasPartnerKey
from prm.platform.api.views import ApiView
from routing.models import Offer
from routing.offers.api.offer_inputs import DeclineInput, MoreTimeInput, OutcomeInput, UpdateInput
from routing.offers.api.offer_serializers import OfferOut
from routing.offers.api.offer_views import offer_out
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.ask_more_time import ask_more_time
from routing.offers.services.close_offer import close_offer
from routing.offers.services.decline_offer import decline_offer
from routing.offers.services.hold_offer import find_offer_of
from routing.offers.services.update_offer import update_offer


class OfferAction(ApiView):
    """One action of a partner on one of its offers."""

    permission_classes = [HasPartnerKey]

    def find(self, offer_id: UUID) -> None:  # type: ignore[override]
        find_offer_of(offer_id, cast(UUID, self.caller.partner_id))

    def who(self) -> dict[str, Any]:
        """The partner, and who acts, as the services take them."""
        return {"partner_id": cast(UUID, self.caller.partner_id), "actor": self.caller.actor}

    def answer(self, offer: Offer) -> Response:
        return Response(offer_out(offer, self.caller))


class AcceptView(OfferAction):
    """Take the lead."""

    @extend_schema(
        operation_id="offer_accept",
        summary="Accept an offer",
        description="The answer has the contact. 409: `deadline_passed`, `taken`, `not_offered`.",
        tags=["Offers"],
        request=Nothing,
        responses=OfferOut,
    )
    def post(self, request: Request, offer_id: UUID) -> Response:
        self.read(Nothing)
        return self.answer(accept_offer(offer_id=offer_id, **self.who()))


class DeclineView(OfferAction):
    """Pass the lead on."""

    @extend_schema(
        operation_id="offer_decline",
        summary="Decline an offer",
        description="The lead goes to the next partner. 409: `deadline_passed`, `taken`, `not_offered`.",
        tags=["Offers"],
        request=DeclineInput,
        responses=OfferOut,
        examples=[OpenApiExample("No room", value={"reason": "no-capacity"}, request_only=True)],
    )
    def post(self, request: Request, offer_id: UUID) -> Response:
        return self.answer(decline_offer(offer_id=offer_id, **self.read(DeclineInput), **self.who()))


class UpdateView(OfferAction):
    """Report on a lead."""

    @extend_schema(
        operation_id="offer_update",
        summary="Report on an accepted lead",
        description=(
            "A contact or a note restarts the time to the next warning. A new status, plan or person in "
            "charge alone does not. 409: `not_accepted`."
        ),
        tags=["Offers"],
        request=UpdateInput,
        responses=OfferOut,
        examples=[
            OpenApiExample("Called", value={"first_action": "call", "status": "contacted"}, request_only=True)
        ],
    )
    def post(self, request: Request, offer_id: UUID) -> Response:
        asked = self.read(UpdateInput)
        given: dict[str, Any] = {name: "" if value is None else value for name, value in asked.items()}
        given["assignee_id"] = given.pop("assignee", None)
        return self.answer(update_offer(offer_id=offer_id, **given, **self.who()))


class OutcomeView(OfferAction):
    """Close a lead."""

    @extend_schema(
        operation_id="offer_outcome",
        summary="Close an accepted lead as won or lost",
        description="409: `not_accepted`.",
        tags=["Offers"],
        request=OutcomeInput,
        responses=OfferOut,
        examples=[OpenApiExample("Won", value={"outcome": "won", "value": 48000}, request_only=True)],
    )
    def post(self, request: Request, offer_id: UUID) -> Response:
        return self.answer(close_offer(offer_id=offer_id, **self.read(OutcomeInput), **self.who()))


class MoreTimeView(OfferAction):
    """Ask for more time."""

    @extend_schema(
        operation_id="offer_more_time",
        summary="Ask the vendor for more time",
        description=(
            "The deadline stays until the vendor moves it. 409: `deadline_passed`, `not_accepted`, "
            "`asked_before`."
        ),
        tags=["Offers"],
        request=MoreTimeInput,
        responses=OfferOut,
    )
    def post(self, request: Request, offer_id: UUID) -> Response:
        return self.answer(ask_more_time(offer_id=offer_id, **self.read(MoreTimeInput), **self.who()))


class DeclineReasonOut(serializers.ModelSerializer[DeclineReason]):
    """A reason that can be given for declining."""

    class Meta:
        model = DeclineReason
        fields = ("slug", "name")
        read_only_fields = fields


class DeclineReasonsView(ApiView):
    """The vendor's reasons for declining."""

    permission_classes = [HasApiKey]

    @extend_schema(
        operation_id="decline_reason_list",
        summary="List the reasons for declining",
        tags=["Offers"],
        responses=page_of(DeclineReasonOut),
    )
    def get(self, request: Request) -> Response:
        reasons = DeclineReason.objects.filter(is_active=True)
        found = page(request, reasons, by=("position", "id"), newest_first=False)
        return Response(found.answer(DeclineReasonOut(found.rows, many=True).data))
