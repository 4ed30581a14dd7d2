"""Names that the vendor's lists lack: counted, mapped once, and understood from then on."""

import json
from typing import Any

import pytest
from django.test import Client

from leads.models import Alias, Lead
from tests.factories import ProductFactory, VerticalFactory
from tests.people import VendorPeople


def send(client: Client, method: str, path: str, people: VendorPeople, body: Any = None) -> Any:
    return client.generic(
        method, f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=people.bearer
    )


@pytest.fixture
def listed(acme: VendorPeople) -> VendorPeople:
    with acme.scope():
        ProductFactory(slug="firewall", name="Firewall")
        VerticalFactory(slug="it-services", name="IT Services")
    return acme


def lead(client: Client, people: VendorPeople, **fields: Any) -> dict[str, Any]:
    answer = send(client, "POST", "leads/", people, {"company": "Example Mills", **fields})
    assert answer.status_code == 201
    body: dict[str, Any] = answer.json()
    return body


def names(client: Client, people: VendorPeople, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = send(client, "GET", f"aliases/{query}", people).json()["results"]
    return found


def test_unknown_names_are_counted_however_they_are_spelled(client: Client, listed: VendorPeople) -> None:
    lead(client, listed, industry="Informatik")
    rows = [
        {"company": "A", "industry": "informatik!"},
        {"company": "B", "products": ["nor-this", "firewall"]},
    ]
    send(client, "POST", "leads/bulk/", listed, rows)
    found = [(row["field"], row["text"], row["slug"], row["leads"]) for row in names(client, listed)]
    assert found == [("industry", "Informatik", "", 2), ("products", "nor-this", "", 1)]


def test_a_mapping_counts_for_later_leads_and_for_those_that_wait(
    client: Client, listed: VendorPeople
) -> None:
    waiting = lead(client, listed, industry="Informatik", products=["Fire Wall", "nor-this"])
    taken = lead(client, listed, industry="Informatik")
    with listed.scope():
        Lead.objects.filter(pk=taken["id"]).update(state="won")
    industry, product = names(client, listed, "?mapped=false")[:2]
    assert (
        send(client, "PATCH", f"aliases/{industry['id']}/", listed, {"slug": "it-services"}).status_code
        == 200
    )
    assert send(client, "PATCH", f"aliases/{product['id']}/", listed, {"slug": "firewall"}).status_code == 200

    again = send(client, "GET", f"leads/{waiting['id']}/", listed).json()
    assert (again["industry"], again["products"]) == ("it-services", ["firewall"])
    assert [warning["field"] for warning in again["warnings"]] == ["products"]
    assert "nor-this" in again["warnings"][0]["message"]
    assert send(client, "GET", f"leads/{taken['id']}/", listed).json()["industry"] == ""
    later = lead(client, listed, industry="INFORMATIK")
    assert (later["industry"], later["warnings"]) == ("it-services", [])
    timeline = send(client, "GET", f"leads/{waiting['id']}/timeline/", listed).json()["results"]
    assert [event["detail"] for event in timeline[1:]] == [{"fields": ["industry"]}, {"fields": ["products"]}]


def test_a_name_is_mapped_before_any_lead_uses_it(
    client: Client, listed: VendorPeople, globex: VendorPeople
) -> None:
    body = {"field": "industry", "text": "Informatik & Netze", "slug": "it-services"}
    made = send(client, "POST", "aliases/", listed, body)
    assert made.status_code == 201, made.content
    assert lead(client, listed, industry="informatik, netze")["industry"] == "it-services"
    path = f"aliases/{made.json()['id']}/"
    assert send(client, "GET", path, globex).status_code == 404
    assert send(client, "PATCH", path, globex, {"slug": ""}).status_code == 404
    assert send(client, "PATCH", path, listed, {"slug": ""}).json()["slug"] == ""
    assert lead(client, listed, industry="informatik, netze")["industry"] == ""
    assert send(client, "DELETE", path, listed).status_code == 204


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slug": "no-such-entry"}, "slug"),
        ({"field": "colour"}, "field"),
        ({"text": "!!"}, "text"),
        ({"field": "products", "text": "IT Services"}, "slug"),
        ({"text": "it services", "slug": "farming"}, "text"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_named(
    client: Client, listed: VendorPeople, change: dict[str, str], field: str
) -> None:
    body = {"field": "industry", "text": "Informatik", "slug": "it-services"} | change
    answer = send(client, "POST", "aliases/", listed, body)
    assert answer.status_code == 400 and [e["field"] for e in answer.json()["errors"]] == [field]
    with listed.scope():
        assert not Alias.objects.exists()


def test_a_name_that_only_an_erased_lead_used_goes_with_it(client: Client, listed: VendorPeople) -> None:
    first = lead(client, listed, industry="Jo Example at home")
    lead(client, listed, industry="Informatik")
    send(client, "POST", f"leads/{first['id']}/erase/", listed, {})
    assert [row["text"] for row in names(client, listed)] == ["Informatik"]
