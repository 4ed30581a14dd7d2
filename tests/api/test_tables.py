"""The vendor's tables by API: strategic accounts, exchange rates, what tiers ask, products made to order."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.people import VendorPeople


def send(client: Client, method: str, path: str, people: VendorPeople, body: Any = None) -> Any:
    return client.generic(
        method.upper(),
        f"/api/v1/{path}",
        json.dumps(body),
        content_type="application/json",
        headers=people.bearer,
    )


TABLES = [
    ("strategic-accounts", {"company": "Vast, Inc.", "website": "https://www.vast.example"}),
    ("exchange-rates", {"currency": "eur", "rate": "1.08", "valid_from_on": "2026-01-01"}),
]


@pytest.mark.parametrize(("table", "row"), TABLES)
def test_a_row_is_added_once_read_and_taken_away(
    client: Client, acme: VendorPeople, globex: VendorPeople, table: str, row: dict[str, Any]
) -> None:
    made = send(client, "post", f"{table}/", acme, row)
    assert made.status_code == 201, made.content
    assert send(client, "post", f"{table}/", acme, row).json()["errors"][0]["code"] == "exists"
    path = f"{table}/{made.json()['id']}/"
    assert made["Location"].endswith(path)
    assert send(client, "get", path, acme).json() == made.json()
    assert send(client, "get", path, globex).status_code == 404
    assert send(client, "get", f"{table}/", globex).json()["results"] == []
    assert send(client, "delete", path, globex).status_code == 404
    assert send(client, "delete", path, acme).status_code == 204
    assert send(client, "get", f"{table}/", acme).json()["results"] == []


@pytest.mark.parametrize(
    ("table", "row", "field"),
    [
        ("strategic-accounts", {"website": "https://vast.example"}, "company"),
        ("strategic-accounts", {"company": "GmbH", "website": "http://"}, "website"),
        ("exchange-rates", {"currency": "USD", "rate": 1, "valid_from_on": "2026-01-01"}, "currency"),
        ("exchange-rates", {"currency": "EUR", "rate": 0, "valid_from_on": "2026-01-01"}, "rate"),
        ("exchange-rates", {"currency": "EUR", "rate": 1, "valid_from_on": "yesterday"}, "valid_from_on"),
        ("tiers", {"slug": "x", "requirements": {"charm": 3}}, "requirements.charm"),
        ("tiers", {"slug": "x", "requirements": {"win_rate": 101}}, "requirements.win_rate"),
        ("products", {"slug": "x", "is_custom": "yes"}, "is_custom"),
    ],
)
def test_what_is_wrong_is_named(
    client: Client, acme: VendorPeople, table: str, row: dict[str, Any], field: str
) -> None:
    answer = send(client, "post", f"{table}/", acme, row)
    assert answer.status_code == 400, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_tier_tells_what_it_asks(client: Client, acme: VendorPeople) -> None:
    asked = {"certifications": 3.0, "win_rate": 12.5}
    made = send(client, "post", "tiers/", acme, {"slug": "diamond", "requirements": asked})
    assert made.json()["requirements"] == asked
    changed = send(client, "patch", "tiers/diamond/", acme, {"requirements": {"won": 2}})
    assert changed.json()["requirements"] == {"won": 2.0}
    assert send(client, "patch", "tiers/diamond/", acme, {"name": "Diamond"}).json()["requirements"] == {
        "won": 2
    }
    assert send(client, "delete", "tiers/diamond/", acme).status_code == 204
