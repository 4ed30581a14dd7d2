"""Deal registrations: a partner its own, the vendor all; and whether a company would meet a claim."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from leads.api.deal_shapes import (
    AccountInput,
    ApprovalInput,
    ConflictOut,
    DealFilters,
    DealInput,
    DealOut,
    RefusalInput,
)
from leads.intake.clean_deal import clean_account
from leads.models import DealRegistration
from leads.selectors.claims import Claim, claims_met
from leads.services.decide_deal import approve_deal, refuse_deal
from leads.services.register_deal import register_deal
from prm.platform import clock
from prm.platform.api.audit import Audited
from prm.platform.api.caller import Caller
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.permissions import HasApiKey
from prm.platform.api.views import ApiView
from prm.platform.errors import FieldError, InvalidInput, NotFound
from prm.platform.tenants.audit_action import AuditAction


class DealsView(ApiView):
    """Deal registrations."""

    orders = (
        "registered_at",
        "company",
    )

    permission_classes = [HasApiKey]

    @extend_schema(
        operation_id="deal_list",
        summary="List deal registrations",
        description="Newest first. A partner's key lists its own.",
        tags=["Deals"],
        parameters=[DealFilters],
        responses=page_of(DealOut),
    )
    def get(self, request: Request) -> Response:
        rows = deals_of(self.caller).filter(**self.filters(DealFilters))
        found = page(request, rows, by=("registered_at", "id"))
        return Response(found.answer(DealOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="deal_register",
        summary="Register a deal",
        description="409: `conflict` (another partner has a protected claim), `registered_already`.",
        tags=["Deals"],
        request=DealInput,
        responses={201: DealOut},
        examples=[
            OpenApiExample(
                "A deal",
                value={"company": "Example Mills", "website": "https://mills.example", "country": "US"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        partner_id, data = _whose(request.data, self.caller)
        deal = register_deal(partner_id=partner_id, data=data, actor=self.caller.actor)
        headers = {"Location": f"{request.path}{deal.id}/"}
        return Response(DealOut(deal).data, status=201, headers=headers)


class DealView(ApiView):
    """One deal registration."""

    permission_classes = [HasApiKey]

    @extend_schema(
        operation_id="deal_read", summary="Read a deal registration", tags=["Deals"], responses=DealOut
    )
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(DealOut(find_deal(deal_id, self.caller)).data)


class ApproveDealView(ApiView):
    """The vendor says yes."""

    audited = Audited("leads.dealregistration", AuditAction.APPROVED)

    def find(self, deal_id: UUID) -> None:  # type: ignore[override]
        find_deal(deal_id, self.caller)

    @extend_schema(
        operation_id="deal_approve",
        summary="Approve a deal registration",
        description="409: `already_decided`, `conflict`.",
        tags=["Deals"],
        request=ApprovalInput,
        responses=DealOut,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        deal = approve_deal(deal_id=deal_id, actor=self.caller.actor, **self.read(ApprovalInput))
        return Response(DealOut(deal).data)


class RefuseDealView(ApiView):
    """The vendor refuses the registration."""

    audited = Audited("leads.dealregistration", AuditAction.REFUSED)

    def find(self, deal_id: UUID) -> None:  # type: ignore[override]
        find_deal(deal_id, self.caller)

    @extend_schema(
        operation_id="deal_refuse",
        summary="Refuse a deal registration",
        description="409: `already_decided`.",
        tags=["Deals"],
        request=RefusalInput,
        responses=DealOut,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        deal = refuse_deal(deal_id=deal_id, actor=self.caller.actor, **self.read(RefusalInput))
        return Response(DealOut(deal).data)


class ConflictCheckView(ApiView):
    """Whether a company would meet a claim."""

    permission_classes = [HasApiKey]

    @extend_schema(
        operation_id="conflict_check",
        summary="Check whether a company is claimed",
        description=(
            "Says yes or no, and until when. A partner's own claims are not a conflict. Partners never "
            "learn who holds a claim. Nothing is stored."
        ),
        tags=["Deals"],
        request=AccountInput,
        responses=ConflictOut,
        examples=[
            OpenApiExample("By website", value={"website": "https://mills.example"}, request_only=True)
        ],
    )
    def post(self, request: Request) -> Response:
        company = clean_account(request.data).company
        [claims] = claims_met([company], clock.now().date(), besides=self.caller.partner_id)
        answer: dict[str, Any] = {
            "conflict": bool(claims),
            "until": max((claim.until for claim in claims if claim.until), default=None),
        }
        return Response(answer | ({"claims": _told(claims)} if self.caller.is_vendor else {}))


def deals_of(caller: Caller) -> QuerySet[DealRegistration]:
    """The registrations that a key may see."""
    deals = DealRegistration.objects.select_related("partner")
    return deals if caller.partner_id is None else deals.filter(partner_id=caller.partner_id)


def find_deal(deal_id: UUID, caller: Caller) -> DealRegistration:
    """One of them. Raises NotFound."""
    deal = deals_of(caller).filter(pk=deal_id).first()
    if deal is None:
        raise NotFound("There is no such deal registration.")
    return deal


def _whose(data: Any, caller: Caller) -> tuple[UUID, Any]:
    """The partner a registration is for, and the rest of it. A partner registers for itself only."""
    if caller.partner_id is not None or not isinstance(data, dict):
        return caller.partner_id or UUID(int=0), data
    try:
        return UUID(str(data.get("partner"))), {name: data[name] for name in data if name != "partner"}
    except ValueError as error:
        message = "Send the ID of the partner whose claim it is."
        raise InvalidInput([FieldError("partner", "required", message)]) from error


def _told(claims: list[Claim]) -> list[dict[str, Any]]:
    return [
        {
            "deal": claim.deal_id,
            "company": claim.company,
            "partner": {"id": claim.partner_id, "name": claim.partner_name},
            "until": claim.until,
            "evidence": claim.match.evidence,
            "confidence": claim.match.confidence,
        }
        for claim in claims
    ]
