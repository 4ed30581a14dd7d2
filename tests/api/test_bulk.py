"""Many leads in one call: as an array or one a line, all or nothing, and what a form sends."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from leads.models import Lead
from tests.factories import ProductFactory
from tests.people import VendorPeople

JO = {"email": "jo@example.com", "company": "Example Mills"}
LEE = {"email": "lee@example.com", "company": "Example Foundry"}


def send(
    client: Client, people: VendorPeople, body: str, query: str = "", kind: str = "application/json"
) -> Any:
    return client.post(f"/api/v1/leads/bulk/{query}", body, content_type=kind, headers=people.bearer)


def lines(*rows: Any) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


def stored(people: VendorPeople) -> set[str]:
    with people.scope():
        return set(Lead.objects.values_list("email", flat=True))


@pytest.mark.parametrize("kind", ["application/x-ndjson", "application/jsonl"])
def test_one_lead_a_line(client: Client, acme: VendorPeople, kind: str) -> None:
    body = (
        "\ufeff"
        + lines(JO, "", "{no json", '{"email": "a@example.com", "email": "b@example.com"}', LEE)
        + "\n"
    )
    answer = send(client, acme, body, kind=kind)

    assert answer.status_code == 200, answer.content
    results = answer.json()["results"]
    assert [(row["index"], row["status"]) for row in results] == [(0, 201), (1, 400), (2, 400), (3, 201)]
    assert results[1]["errors"][0]["code"] == "malformed"
    assert (results[2]["errors"][0]["field"], results[2]["errors"][0]["code"]) == ("email", "duplicate")
    assert stored(acme) == {"jo@example.com", "lee@example.com"}


def test_a_name_that_is_twice_in_one_row_of_an_array_spoils_that_row_alone(
    client: Client, acme: VendorPeople
) -> None:
    twice = '{"email": "x@example.com", "custom": {"list": [{"a": 1, "a": 2}]}}'
    results = send(client, acme, f"[{json.dumps(JO)}, {twice}]").json()["results"]
    assert [row["status"] for row in results] == [201, 400]
    assert results[1]["errors"][0]["field"] == "custom.list.a"


def test_all_or_nothing_names_row_and_field_and_stores_none(client: Client, acme: VendorPeople) -> None:
    rows = [JO, LEE | {"phone": "12"}, "text", LEE]
    answer = send(client, acme, json.dumps(rows), "?strict=true&all_or_nothing=true")
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == ["1.phone", "2"]
    assert stored(acme) == set()

    good = send(client, acme, json.dumps([JO, LEE]), "?all_or_nothing=true")
    assert [row["status"] for row in good.json()["results"]] == [201, 201]
    assert send(client, acme, lines("{"), "?all_or_nothing=true", "application/x-ndjson").status_code == 400


def test_a_misspelt_option_is_refused(client: Client, acme: VendorPeople) -> None:
    for query, field in (("?all_or_none=true", "all_or_none"), ("?all_or_nothing=yes", "all_or_nothing")):
        answer = send(client, acme, json.dumps([JO]), query)
        assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == field
    assert stored(acme) == set()


def test_rows_about_one_person_or_with_one_external_id_make_one_lead(
    client: Client, acme: VendorPeople
) -> None:
    rows = [
        JO,
        JO | {"email": "JO@EXAMPLE.com"},
        LEE | {"external_id": "7"},
        {"external_id": "7", "city": "Ulm"},
    ]
    results = send(client, acme, lines(*rows), kind="application/x-ndjson").json()["results"]
    assert [row["duplicate"] for row in results] == [False, True, False, True]
    assert results[0]["id"] == results[1]["id"] and results[2]["id"] == results[3]["id"]


def test_more_than_ten_thousand_rows_are_refused(client: Client, acme: VendorPeople) -> None:
    rows = [{"external_id": str(number)} for number in range(10_001)]
    refused = send(client, acme, json.dumps(rows))
    assert refused.status_code == 400 and refused.json()["errors"][0]["code"] == "too_many"
    assert send(client, acme, lines(*rows), kind="application/x-ndjson").status_code == 400
    assert stored(acme) == set()


def form(client: Client, people: VendorPeople, fields: Any, query: str = "") -> Any:
    return client.post(
        f"/api/v1/leads/{query}",
        urlencode(fields),
        content_type="application/x-www-form-urlencoded",
        headers=people.bearer,
    )


def test_a_form_posts_a_lead(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        ProductFactory(slug="firewall")
        ProductFactory(slug="vpn")
    fields = [
        ("email", "jo@example.com"), ("company", "Exämple & Söhne"), ("country", "DE"), ("phone", ""),
        ("products", "firewall"), ("products", "vpn"), ("employees", "240"), ("budget_confirmed", "on"),
        ("intent_score", "80"), ("consent", "true"), ("custom[size]", "L"), ("custom[colour]", "red"),
    ]  # fmt: skip
    answer = form(client, acme, fields)

    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert (body["company"], body["phone"]) == ("Exämple & Söhne", "")
    assert body["products"] == ["firewall", "vpn"]
    assert (body["employees"], body["intent_score"], body["budget_confirmed"]) == (240, 80, True)
    assert body["custom"] == {"size": "L", "colour": "red"} and body["warnings"] == []


def test_a_form_is_refused_by_field_like_json(client: Client, acme: VendorPeople) -> None:
    for fields, field in (
        ([("custom", "x"), ("custom[a]", "b")], "custom"),
        ([("email", "no")], "email"),
        ([("need", "x" * 6000)], "need"),
    ):
        answer = form(client, acme, fields, "?strict=true")
        assert answer.status_code == 400, fields
        assert field in {error["field"] for error in answer.json()["errors"]}
    many = form(client, acme, [(f"n{number}", "1") for number in range(2_000)])
    assert (many.status_code, many.json()["code"]) == (400, "malformed")
