"""Partners, their keys and the vendor's lists through the API: a vendor by script."""

import json
from typing import Any

import pytest
from django.test import Client

from partners.models import Partner
from prm.platform.api.models import IdempotentAnswer
from tests.people import VendorPeople

LARKSPUR = {
    "external_id": "p1",
    "name": "Larkspur Networks",
    "tier": "gold",
    "status": "active",
    "weight": 2,
    "capacity": 20,
    "certifications": [{"slug": "network-security", "expires_on": "2027-06-30"}],
    "specialisations": ["manufacturing"],
    "languages": ["en"],
    "territories": [
        {"country": "US", "region": "US-TX"},
        {"country": "US", "postal_prefix": "787"},
        {"latitude": 30.27, "longitude": -97.74, "radius_km": 150},
    ],
    "latitude": 30.27,
    "longitude": -97.74,
    "time_zone": "America/Chicago",
}


def send(client: Client, method: str, path: str, people: Any, data: Any = None, **headers: str) -> Any:
    body = {} if data is None else {"data": data, "content_type": "application/json"}
    return getattr(client, method)(f"/api/v1/{path}", headers=people.bearer | headers, **body)


@pytest.fixture
def lists(client: Client, acme: VendorPeople) -> None:
    for path, data in (
        ("tiers", {"slug": "gold", "name": "Gold", "rank": 2}),
        ("certifications", {"slug": "network-security", "name": "Network security"}),
        ("verticals", {"slug": "manufacturing", "name": "Manufacturing"}),
    ):
        answer = send(client, "post", f"{path}/", acme, data)
        assert answer.status_code in (201, 400), answer.json()


def test_a_partner_by_script(client: Client, acme: VendorPeople, lists: None) -> None:
    answer = send(client, "post", "partners/", acme, LARKSPUR)
    body = answer.json()
    assert answer.status_code == 201, body
    for name in ("tier", "certifications", "specialisations", "languages", "time_zone", "weight", "capacity"):
        assert body[name] == LARKSPUR[name]
    assert [t["region"] or t["postal_prefix"] or t["radius_km"] for t in body["territories"]].sort is not None
    assert len(body["territories"]) == 3
    again = send(client, "get", f"partners/{body['id']}/", acme).json()
    assert again == body
    assert len(send(client, "get", "partners/?external_id=p1", acme).json()["results"]) == 1


def test_a_partners_key_works_at_once_and_not_after_it_is_revoked(
    client: Client, acme: VendorPeople, lists: None
) -> None:
    partner = send(client, "post", "partners/", acme, LARKSPUR).json()["id"]
    answer = send(
        client, "post", f"partners/{partner}/keys/", acme, {"name": "CRM"}, **{"Idempotency-Key": "k"}
    )
    body = answer.json()
    assert answer.status_code == 201 and body["key"].startswith(body["prefix"])
    bearer = {"Authorization": f"Bearer {body['key']}"}
    assert client.get("/api/v1/offers/", headers=bearer).status_code == 200
    assert client.get("/api/v1/partners/", headers=bearer).status_code == 403

    listed = send(client, "get", f"partners/{partner}/keys/", acme).content.decode()
    assert body["prefix"] in listed and body["key"] not in listed
    again = send(
        client, "post", f"partners/{partner}/keys/", acme, {"name": "CRM"}, **{"Idempotency-Key": "k"}
    )
    assert again.json() == body
    with acme.scope():
        kept = json.dumps(IdempotentAnswer.objects.get().body)
    assert body["key"].rpartition("_")[2] not in kept

    assert send(client, "delete", f"partners/{partner}/keys/{body['id']}/", acme).status_code == 204
    assert client.get("/api/v1/offers/", headers=bearer).status_code == 401


def test_every_wrong_field_of_a_partner_is_named(client: Client, acme: VendorPeople, lists: None) -> None:
    wrong = {
        "external_id": 7,
        "name": "",
        "tier": "diamond",
        "status": "asleep",
        "weight": -1,
        "capacity": "many",
        "languages": ["klingonese-x"],
        "certifications": [{"slug": "unknown"}, {"expires_on": "2027-06-30"}, 3],
        "specialisations": ["nothing"],
        "territories": [
            {"country": "XX"},
            {},
            {"latitude": 91, "longitude": 0},
            {"country": "US", "region": "DE-BE"},
        ],
        "working_hours": [{"weekday": 7, "opens": "9", "closes": "25:00"}],
        "absences": [{"starts_on": "2027-02-30", "ends_on": 5}],
        "latitude": float("nan"),
        "longitude": True,
        "time_zone": "Mars/Olympus",
        "email": "no",
        "daily_cap": 1e300,
        "joined_on": "yesterday",
        "training_score": 2,
        "custom": [1],
        "colour": "red",
    }
    answer = send(client, "post", "partners/", acme, json.dumps(wrong))
    assert answer.status_code == 400
    named = {error["field"].split(".")[0] for error in answer.json()["errors"]}
    assert named == set(wrong), named ^ set(wrong)
    fields = {error["field"] for error in answer.json()["errors"]}
    assert {
        "certifications.0.slug",
        "certifications.1.slug",
        "territories.1.country",
        "territories.3.region",
    } <= fields
    with acme.scope():
        assert Partner.objects.count() == 2


def test_what_hangs_together_is_checked(client: Client, acme: VendorPeople, lists: None) -> None:
    base = {"name": "X", "tier": "gold"}
    for more, field in (
        ({"latitude": 3}, "longitude"),
        ({"country": "US", "region": "DE-BE"}, "region"),
        ({"phone": "1"}, "phone"),
        ({"country": "US", "postal_code": "ABC"}, "postal_code"),
        ({"website": "nothing at all"}, "website"),
        (
            {"territories": [{"region": "TX", "latitude": 1, "longitude": 1, "radius_km": 5}]},
            "territories.0.region",
        ),
        ({"certifications": [{"slug": "network-security"}] * 2}, "certifications"),
        ({"working_hours": [{"weekday": 0, "opens": "18:00", "closes": "09:00"}]}, "working_hours.0.closes"),
        ({"absences": [{"starts_on": "2027-02-02", "ends_on": "2027-02-01"}]}, "absences.0.ends_on"),
    ):
        answer = send(client, "post", "partners/", acme, base | more)
        assert answer.status_code == 400, (more, answer.json())
        assert field in {error["field"] for error in answer.json()["errors"]}, (more, answer.json())


def test_an_external_id_is_one_partners(client: Client, acme: VendorPeople, lists: None) -> None:
    assert send(client, "post", "partners/", acme, LARKSPUR).status_code == 201
    answer = send(client, "post", "partners/", acme, LARKSPUR)
    assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == "external_id"


def test_a_change_replaces_what_is_sent(client: Client, acme: VendorPeople, lists: None) -> None:
    path = f"partners/{send(client, 'post', 'partners/', acme, LARKSPUR).json()['id']}/"
    body = send(
        client, "patch", path, acme, {"capacity": None, "certifications": [], "status": "paused"}
    ).json()
    assert body["capacity"] is None and body["certifications"] == [] and body["paused_at"]
    assert len(body["territories"]) == 3 and body["name"] == "Larkspur Networks"
    body = send(
        client, "patch", path, acme, {"status": "active", "certifications": [{"slug": "network-security"}]}
    ).json()
    assert body["paused_at"] is None and body["certifications"][0]["expires_on"] is None
    wrong = send(client, "patch", path, acme, {"certifications": [{}], "tier": None})
    assert {e["field"] for e in wrong.json()["errors"]} == {"certifications.0.slug", "tier"}


def test_a_partner_is_placed_by_its_address(client: Client, acme: VendorPeople, lists: None) -> None:
    data = {"name": "X", "tier": "gold", "country": "US", "postal_code": "78701"}
    body = send(client, "post", "partners/", acme, data).json()
    assert body["region"] == "US-TX" and round(body["latitude"]) == 30


def test_lists_are_kept(client: Client, acme: VendorPeople, lists: None) -> None:
    product = {"slug": "firewall", "category": "security", "certifications": ["network-security"]}
    answer = send(client, "post", "products/", acme, product)
    assert answer.status_code == 201 and answer.json()["name"] == "Firewall", answer.json()
    assert answer.json()["certifications"] == ["network-security"]
    assert send(client, "post", "products/", acme, product).json()["errors"][0]["field"] == "slug"
    changed = send(
        client, "patch", "products/firewall/", acme, {"name": "Fire wall", "certifications": []}
    ).json()
    assert changed["name"] == "Fire wall" and changed["certifications"] == []
    assert send(client, "patch", "products/firewall/", acme, {"slug": "x"}).status_code == 400
    assert send(client, "delete", "products/firewall/", acme).status_code == 204
    assert send(client, "get", "products/firewall/", acme).status_code == 404
    in_use = send(client, "delete", "tiers/gold/", acme)
    assert in_use.status_code == 409 and in_use.json()["code"] == "in_use"
    for path, data in (
        ("tiers", {"slug": "A b"}),
        ("tiers", {"slug": "x", "rank": 0}),
        ("verticals", {"name": "x"}),
    ):
        assert send(client, "post", f"{path}/", acme, data).status_code == 400


def test_territories_one_by_one(client: Client, acme: VendorPeople, globex: VendorPeople) -> None:
    partner = str(acme.larkspur.partner.id)
    answer = send(client, "post", "territories/", acme, {"partner": partner, "region": "US-TX"})
    assert answer.status_code == 201 and answer.json()["country"] == "US", answer.json()
    path = f"territories/{answer.json()['id']}/"
    assert send(client, "get", path, globex).status_code == 404
    assert send(client, "delete", path, globex).status_code == 404
    foreign = send(client, "post", "territories/", globex, {"partner": partner, "country": "US"})
    assert foreign.status_code == 400 and foreign.json()["errors"][0]["field"] == "partner"
    assert len(send(client, "get", f"territories/?partner={partner}", acme).json()["results"]) == 2
    assert send(client, "delete", path, acme).status_code == 204


def test_another_vendors_partner_is_not_there(
    client: Client, acme: VendorPeople, globex: VendorPeople
) -> None:
    path = f"partners/{globex.larkspur.partner.id}/"
    assert send(client, "get", path, acme).status_code == 404
    assert send(client, "patch", path, acme, {"name": "Mine"}).status_code == 404
    assert send(client, "get", f"{path}keys/", acme).status_code == 404
    assert send(client, "post", f"{path}keys/", acme, {"name": "x"}).status_code == 404


def test_lists_of_partners_take_few_queries(
    client: Client, acme: VendorPeople, lists: None, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        send(client, "post", "partners/", acme, LARKSPUR | {"external_id": f"x{number}"})
    with django_assert_max_num_queries(14):
        assert len(send(client, "get", "partners/", acme).json()["results"]) == 7
