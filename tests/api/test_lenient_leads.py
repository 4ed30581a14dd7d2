"""A lead is stored though a field of it cannot be read; what was sent is kept and shown."""

import json
from typing import Any

import pytest
from django.test import Client

from leads.models import Lead
from tests.factories import OfferFactory, ProductFactory, VerticalFactory
from tests.people import VendorPeople

MILLS = {"company": "Example Mills"}


def post(client: Client, people: VendorPeople, body: Any, path: str = "leads/") -> Any:
    return client.post(
        f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=people.bearer
    )


def patch(client: Client, people: VendorPeople, lead: dict[str, Any], body: Any) -> Any:
    return client.patch(
        f"/api/v1/leads/{lead['id']}/",
        json.dumps(body),
        content_type="application/json",
        headers=people.bearer,
    )


def warned(body: dict[str, Any]) -> set[tuple[str, str]]:
    assert all(warning["message"] for warning in body["warnings"])
    return {(warning["field"], warning["code"]) for warning in body["warnings"]}


def test_a_field_that_cannot_be_read_is_left_empty_and_kept_as_it_came(
    client: Client, acme: VendorPeople
) -> None:
    answer = post(client, acme, MILLS | {"phone": "call me", "intent_score": 101, "languages": ["en", "??"]})
    body = answer.json()
    assert answer.status_code == 201
    assert (body["phone"], body["intent_score"], body["languages"]) == ("", None, ["en"])
    assert warned(body) == {
        ("phone", "invalid"), ("intent_score", "out_of_range"), ("languages", "invalid"),
    }  # fmt: skip
    again = client.get(f"/api/v1/leads/{body['id']}/", headers=acme.bearer).json()
    assert again["warnings"] == body["warnings"]
    with acme.scope():
        unread = Lead.objects.get(pk=body["id"]).unread
    assert {name: kept["value"] for name, kept in unread.items()} == {
        "phone": "call me", "intent_score": 101, "languages": ["??"],
    }  # fmt: skip


def test_a_good_lead_has_no_warnings(client: Client, acme: VendorPeople) -> None:
    assert post(client, acme, MILLS).json()["warnings"] == []


def test_nobody_can_be_told_of_who_cannot_be_read(client: Client, acme: VendorPeople) -> None:
    answer = post(client, acme, {"email": "no", "phone": "12", "country": "Atlantis"})
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == {"email", "phone", "country"}
    with acme.scope():
        assert not Lead.objects.exists()


def test_strict_in_the_query_or_the_settings_refuses(client: Client, acme: VendorPeople) -> None:
    body = MILLS | {"phone": "call me"}
    assert post(client, acme, body, "leads/?strict=true").status_code == 400
    assert post(client, acme, body, "leads/?strict=perhaps").json()["errors"][0]["field"] == "strict"
    acme.vendor.refuses_unreadable_leads = True
    with acme.scope():
        acme.vendor.save()
    assert post(client, acme, body).status_code == 400
    assert post(client, acme, body, "leads/?strict=false").status_code == 201


def test_each_row_of_many_has_its_own_warnings(client: Client, acme: VendorPeople) -> None:
    rows = [MILLS, {"last_name": "Roe", "website": "http://"}, {"email": "no"}]
    good, warns, bad = post(client, acme, rows, "leads/bulk/").json()["results"]
    assert good.keys() == {"index", "status", "id", "duplicate"}
    assert warns["status"] == 201 and warned(warns) == {("website", "invalid")}
    assert bad["status"] == 400 and bad["errors"][0]["field"] == "email"


def test_unknown_fields_are_kept_among_the_custom_ones(client: Client, acme: VendorPeople) -> None:
    sent = MILLS | {
        "utm_term": "vpn",
        "state": "won",
        "offer": None,
        "custom": {"utm_term": "mine"},
        "fax": 5,
    }
    body = post(client, acme, sent).json()
    assert body["custom"] == {"utm_term": "mine", "fax": 5} and body["state"] == "new"
    assert warned(body) == {
        ("utm_term", "unknown_field"), ("fax", "unknown_field"), ("state", "read_only"),
        ("offer", "read_only"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "value",
    ["a\x00b", "\ud800", "x" * 30_000, 10**400, {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}, [[[[[[1]]]]]]],
    ids=["nul", "surrogate", "long", "huge", "deep", "nest"],
)
def test_whatever_cannot_be_read_can_be_kept(client: Client, acme: VendorPeople, value: Any) -> None:
    answer = post(client, acme, MILLS | {"city": value, "odd": value})
    assert answer.status_code == 201, answer.content
    assert ("city") in {field for field, _ in warned(answer.json())}


def test_a_correction_that_cannot_be_read_changes_no_field_of_that_name(
    client: Client, acme: VendorPeople
) -> None:
    lead = post(client, acme, MILLS | {"email": "jo@example.com"}).json()
    answer = patch(client, acme, lead, {"email": "no", "city": "Austin"})
    body = answer.json()
    assert (answer.status_code, body["email"], body["city"]) == (200, "jo@example.com", "Austin")
    assert warned(body) == {("email", "invalid")}
    mended = patch(client, acme, lead, {"email": "lee@example.com"}).json()
    assert (mended["email"], mended["warnings"]) == ("lee@example.com", [])


def test_what_could_not_be_read_is_erased_with_the_person(client: Client, acme: VendorPeople) -> None:
    lead = post(client, acme, MILLS | {"phone": "call Jo at home"}).json()
    assert post(client, acme, {}, f"leads/{lead['id']}/erase/").status_code == 200
    with acme.scope():
        assert Lead.objects.get(pk=lead["id"]).unread == {}


def test_names_are_understood_as_well_as_slugs(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        ProductFactory(slug="fw-100", name="Edge Firewall")
        VerticalFactory(slug="it-services", name="IT Services")
    for industry in ("IT Services", "it services", "it-services", "It_Services"):
        body = post(
            client, acme, MILLS | {"industry": industry, "products": ["edge firewall", "FW-100"]}
        ).json()
        assert (body["industry"], body["products"], body["warnings"]) == ("it-services", ["fw-100"], [])


def test_an_entry_that_the_lists_lack_is_kept_beside_those_that_they_have(
    client: Client, acme: VendorPeople
) -> None:
    with acme.scope():
        ProductFactory(slug="firewall", name="Firewall")
        VerticalFactory(slug="it-services", name="IT Services")
    body = post(
        client, acme, MILLS | {"industry": "Not In The List", "products": ["firewall", "nor-this"]}
    ).json()
    assert (body["industry"], body["products"]) == ("", ["firewall"])
    assert warned(body) == {("industry", "unknown"), ("products", "unknown")}
    assert "nor-this" in body["warnings"][1]["message"]


def test_the_partner_that_holds_a_lead_sees_what_was_sent_and_nobody_before(
    client: Client, acme: VendorPeople
) -> None:
    lead = post(client, acme, MILLS | {"phone": "<call Jo>", "partner_campaign": "x" * 300}).json()
    with acme.scope():
        partner = acme.larkspur.partner
        offer = OfferFactory(lead=Lead.objects.get(pk=lead["id"]), partner=partner, state="offered")
    path = f"/api/v1/offers/{offer.id}/"
    before = client.get(path, headers=acme.larkspur.bearer)
    assert before.status_code == 200 and b"call Jo" not in before.content
    with acme.scope():
        type(offer).objects.filter(pk=offer.pk).update(state="accepted")
    assert client.get(path, headers=acme.larkspur.bearer).json()["contact"]["unread"] == {
        "phone": "<call Jo>"
    }
    client.force_login(acme.larkspur.admin)
    page = client.get(acme.url(f"portal/leads/{offer.id}/"))
    assert page.status_code == 200 and "&lt;call Jo&gt;" in page.content.decode()
