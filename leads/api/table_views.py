"""Strategic accounts and exchange rates: the tables that give leads marks and values in your own currency."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from leads.api.table_shapes import (
    ExchangeRateInput,
    ExchangeRateOut,
    StrategicAccountInput,
    StrategicAccountOut,
)
from leads.models import ExchangeRate, StrategicAccount
from leads.services.save_exchange_rate import add_exchange_rate
from leads.services.save_strategic_account import add_strategic_account, remove_strategic_account
from prm.platform.api.audit import Audited
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
from prm.platform.errors import NotFound


class RowView(ApiView):
    """One row of a table: read it, or take it away."""

    model: ClassVar[Any]

    def found(self, row_id: UUID) -> Any:
        row = self.model.objects.filter(pk=row_id).first()
        if row is None:
            raise NotFound("There is no such entry.")
        return row


class StrategicAccountsView(ApiView):
    """The list of strategic accounts."""

    orders = ("company",)

    audited = Audited("leads.strategicaccount")

    @extend_schema(
        operation_id="strategic_account_list",
        summary="List strategic accounts",
        description="Leads of these companies get the mark `strategic_account`.",
        tags=["Lists"],
        responses=page_of(StrategicAccountOut),
    )
    def get(self, request: Request) -> Response:
        found = page(request, StrategicAccount.objects.all(), by=("company", "id"), newest_first=False)
        return Response(found.answer(StrategicAccountOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="strategic_account_create",
        summary="Add a strategic account",
        tags=["Lists"],
        request=StrategicAccountInput,
        responses={201: StrategicAccountOut},
    )
    def post(self, request: Request) -> Response:
        row = add_strategic_account(**self.read(StrategicAccountInput))
        headers = {"Location": f"{request.path}{row.id}/"}
        return Response(StrategicAccountOut(row).data, status=201, headers=headers)


class StrategicAccountView(RowView):
    """One strategic account."""

    audited = Audited("leads.strategicaccount")
    model = StrategicAccount

    @extend_schema(
        operation_id="strategic_account_read",
        summary="Read a strategic account",
        tags=["Lists"],
        responses=StrategicAccountOut,
    )
    def get(self, request: Request, row_id: UUID) -> Response:
        return Response(StrategicAccountOut(self.found(row_id)).data)

    @extend_schema(
        operation_id="strategic_account_remove",
        summary="Remove a strategic account",
        tags=["Lists"],
        responses={204: None},
    )
    def delete(self, request: Request, row_id: UUID) -> Response:
        remove_strategic_account(self.found(row_id))
        return Response(status=204)


class ExchangeRatesView(ApiView):
    """The table of exchange rates."""

    orders = (
        "currency",
        "valid_from_on",
    )

    audited = Audited("leads.exchangerate")

    @extend_schema(
        operation_id="exchange_rate_list",
        summary="List exchange rates",
        description=(
            "A lead's value is converted to your currency at the rate of the day on which the lead came in."
        ),
        tags=["Lists"],
        responses=page_of(ExchangeRateOut),
    )
    def get(self, request: Request) -> Response:
        rows = ExchangeRate.objects.all()
        found = page(request, rows, by=("currency", "valid_from_on", "id"), newest_first=False)
        return Response(found.answer(ExchangeRateOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="exchange_rate_create",
        summary="Add an exchange rate",
        tags=["Lists"],
        request=ExchangeRateInput,
        responses={201: ExchangeRateOut},
    )
    def post(self, request: Request) -> Response:
        row = add_exchange_rate(**self.read(ExchangeRateInput))
        headers = {"Location": f"{request.path}{row.id}/"}
        return Response(ExchangeRateOut(row).data, status=201, headers=headers)


class ExchangeRateView(RowView):
    """One exchange rate."""

    audited = Audited("leads.exchangerate")
    model = ExchangeRate

    @extend_schema(
        operation_id="exchange_rate_read",
        summary="Read an exchange rate",
        tags=["Lists"],
        responses=ExchangeRateOut,
    )
    def get(self, request: Request, row_id: UUID) -> Response:
        return Response(ExchangeRateOut(self.found(row_id)).data)

    @extend_schema(
        operation_id="exchange_rate_remove",
        summary="Delete an exchange rate",
        description="Earlier decisions keep the value that they were made with.",
        tags=["Lists"],
        responses={204: None},
    )
    def delete(self, request: Request, row_id: UUID) -> Response:
        self.found(row_id).delete()
        return Response(status=204)
