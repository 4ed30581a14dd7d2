"""The bases of API views: none is made by hand, and a new resource is what `docs/extending.md` says."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from partners.models import Vertical
from partners.services.save_entry import create_entry, remove_entry
from prm.platform.api.action import Acts
from prm.platform.api.calls import Call, refuses
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Input, Text
from prm.platform.api.item import Changes, Reads, Removes
from prm.platform.errors import NotFound, NotPossible
from tests.api.test_access import PATTERNS
from tests.people import VendorPeople

BASES = (Lists, Creates, Reads, Changes, Removes, Acts)
# They answer to no key of a vendor: the schema and its page, and what other systems post in their own shape.
OF_OTHER_KINDS = {"schema", "docs", "inbound"}


class TradeInput(Input):
    """A new trade."""

    slug = Text(max_length=80)
    name = Text(max_length=200)


class TradeFilters(Input):
    """What a list of trades can be narrowed by."""

    called = Text(max_length=200, required=False)


class TradeOut(serializers.ModelSerializer[Vertical]):
    """A trade."""

    class Meta:
        model = Vertical
        fields = ("id", "slug", "name")


class Trade(Call):
    """What the calls of trades share."""

    name = "trade"
    tag = "Lists"
    gives = TradeOut

    def find(self, trade_id: UUID) -> Vertical:
        """Read a trade."""
        trade = Vertical.objects.filter(pk=trade_id).first()
        if trade is None:
            raise NotFound("There is no such trade.")
        return trade


class TradesView(Lists, Creates, Trade):
    """All trades."""

    by = ("name", "id")
    newest_first = False
    orders = ("name", "slug")
    query = {"get": TradeFilters}
    lookups = {"called": "name"}
    takes = TradeInput
    examples = {"A trade": {"slug": "toys", "name": "Toys"}}

    def rows(self) -> QuerySet[Vertical]:
        """List trades.

        By name.
        """
        return Vertical.objects.all()

    def create(self) -> Vertical:
        """Add a trade."""
        return create_entry(Vertical, fields=self.given)


class TradeView(Reads, Removes, Trade):
    """One trade."""

    def remove(self, trade_id: UUID) -> None:
        """Remove a trade."""
        remove_entry(self.find(trade_id))


class CloseTradeView(Acts, Trade):
    """An end of a trade."""

    name = "trade_close"

    @refuses("closed_already")
    def act(self, trade_id: UUID) -> Vertical:
        """Close a trade.

        This cannot be undone.
        """
        trade = self.find(trade_id)
        if trade.name == "Closed":
            raise NotPossible("It is closed.", code="closed_already")
        trade.name = "Closed"
        trade.save()
        return trade


urlpatterns = [
    path("api/v1/trades/", TradesView.as_view()),
    path("api/v1/trades/<uuid:trade_id>/", TradeView.as_view()),
    path("api/v1/trades/<uuid:trade_id>/close/", CloseTradeView.as_view()),
]


def test_every_view_of_the_api_answers_by_the_handlers_of_a_base() -> None:
    for name, (_, callback) in PATTERNS.items():
        if name in OF_OTHER_KINDS:
            continue
        handlers = {
            method: getattr(callback.view_class, method)
            for method in ("get", "post", "put", "patch", "delete")
            if hasattr(callback.view_class, method)
        }
        of_bases = [{method: vars(base).get(method) for method in handlers} for base in BASES]
        for method, handler in handlers.items():
            made_by = [bases[method] for bases in of_bases if bases[method]]
            assert _unwrapped(handler) in map(_unwrapped, made_by), f"{method} {name} is made by hand"


def _unwrapped(handler: Any) -> Any:
    while hasattr(handler, "__wrapped__"):
        handler = handler.__wrapped__
    return handler


@pytest.mark.urls(__name__)
def test_a_new_resource_lists_creates_filters_orders_and_acts(
    client: Client, acme: VendorPeople, globex: VendorPeople
) -> None:
    def send(method: str, where: str, body: Any = None, **headers: str) -> Any:
        return client.generic(
            method,
            f"/api/v1/trades/{where}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers=acme.bearer | headers,
        )

    made = send("POST", "", {"slug": "toys", "name": "Toys"}, **{"Idempotency-Key": "one"})
    again = send("POST", "", {"slug": "toys", "name": "Toys"}, **{"Idempotency-Key": "one"})
    assert made.status_code == again.status_code == 201 and made.json() == again.json()
    where = made["Location"].removeprefix("/api/v1/trades/")
    send("POST", "", {"slug": "games", "name": "Games"})
    assert [row["name"] for row in send("GET", "").json()["results"]] == ["Games", "Toys"]
    assert [row["slug"] for row in send("GET", "?ordering=-slug&limit=1").json()["results"]] == ["toys"]
    assert [row["slug"] for row in send("GET", "?called=Games").json()["results"]] == ["games"]
    assert send("GET", "?colour=red").json()["errors"][0]["field"] == "colour"
    wrong = send("POST", "", {"slug": 5, "colour": "red"})
    assert {error["field"] for error in wrong.json()["errors"]} == {"slug", "colour", "name"}

    assert send("GET", where).json() == made.json()
    assert client.get(f"/api/v1/trades/{where}", headers=globex.bearer).status_code == 404
    assert send("POST", f"{where}close/", {"why": "?"}).status_code == 400
    assert send("POST", f"{where}close/").json()["name"] == "Closed"
    assert send("POST", f"{where}close/").json()["code"] == "closed_already"
    assert send("PATCH", where, {}).status_code == 405
    assert send("DELETE", where).status_code == 204
    assert send("GET", where).status_code == 404


def test_a_new_resource_describes_itself() -> None:
    found = SchemaGenerator(urlconf=__name__).get_schema(request=None, public=True)
    many, one, close = (found["paths"][where] for where in sorted(found["paths"], key=len))
    assert set(many) == {"get", "post"} and set(one) == {"get", "delete"} and set(close) == {"post"}
    assert (many["get"]["operationId"], many["get"]["summary"]) == ("trade_list", "List trades")
    assert many["get"]["description"].startswith("By name.")
    names = {parameter.get("name") for parameter in many["get"]["parameters"]}
    assert {"called", "ordering"} <= names
    body = many["post"]["requestBody"]["content"]["application/json"]
    assert body["schema"]["$ref"].endswith("/TradeInputRequest")
    assert body["examples"]["ATrade"]["value"] == {"slug": "toys", "name": "Toys"}
    assert "Location" in many["post"]["responses"]["201"]["headers"]
    assert (one["get"]["operationId"], one["delete"]["operationId"]) == ("trade_read", "trade_remove")
    assert close["post"]["operationId"] == "trade_close"
    assert "`closed_already`" in close["post"]["description"]
    assert "`closed_already`" in close["post"]["responses"]["409"]["description"]
