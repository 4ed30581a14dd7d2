"""Policies, decisions and simulations through the API."""

from typing import Any

from django.test import Client

from leads.models import Lead
from routing.batches.services.route_leads import route_waiting_leads
from routing.models import PolicyVersion, Simulation
from routing.policies.services.start_vendor import start_vendor
from tests.factories import LeadFactory
from tests.people import VendorPeople

DOCUMENT = {
    "rules": [
        {
            "name": "Large",
            "when": {"all": [{"field": "estimated_value", "op": "gte", "value": 50000}]},
            "then": "review",
        },
        {"name": "Everything else", "then": "route", "pool": "regional"},
    ],
    "pools": {"regional": {"partners": {}, "require": ["territory"], "method": "weighted"}},
    "sla": {
        "accept_within": "24h",
        "warn_after": "24h",
        "revoke_after": "48h",
        "max_offers": 5,
        "clock": "wall",
    },
}


def send(
    client: Client, method: str, path: str, people: Any, data: Any = None, kind: str = "application/json"
) -> Any:
    body = {} if data is None else {"data": data, "content_type": kind}
    return getattr(client, method)(f"/api/v1/{path}", headers=people.bearer, **body)


def test_a_policy_by_script(client: Client, acme: VendorPeople) -> None:
    draft = send(client, "post", "policies/", acme, DOCUMENT)
    assert draft.status_code == 201 and draft.json()["state"] == "draft", draft.json()
    path = f"policies/{draft.json()['id']}/"
    checked = send(client, "post", f"{path}validate/", acme, {}).json()
    assert checked["valid"] is True
    published = send(client, "post", f"{path}publish/", acme, {"note": "First"})
    assert published.status_code == 200 and published.json()["state"] == "published"
    assert send(client, "post", f"{path}publish/", acme, {}).json()["code"] == "not_a_draft"
    listed = send(client, "get", "policies/?state=published", acme).json()["results"]
    assert [row["number"] for row in listed] == [draft.json()["number"]] and "document" not in listed[0]


def test_a_draft_is_changed_compared_published_and_rolled_back(client: Client, acme: VendorPeople) -> None:
    first = send(client, "post", "policies/", acme, {"document": DOCUMENT, "note": "One"}).json()
    send(client, "post", f"policies/{first['id']}/publish/", acme, {})
    copy = send(client, "post", "policies/", acme, {}).json()
    assert copy["document"] == first["document"] and copy["based_on_number"] == first["number"]
    changed = {**DOCUMENT, "sla": {**DOCUMENT["sla"], "max_offers": 3}}  # type: ignore[dict-item]
    saved = send(client, "patch", f"policies/{copy['id']}/", acme, {"document": changed, "note": "Fewer"})
    assert saved.json()["note"] == "Fewer"
    changes = send(client, "post", f"policies/{copy['id']}/diff/", acme, {}).json()["changes"]
    assert [change["path"] for change in changes] == ["sla.max_offers"]
    send(client, "post", f"policies/{copy['id']}/publish/", acme, {})
    back = send(client, "post", f"policies/{first['id']}/rollback/", acme, {})
    assert back.status_code == 200 and back.json()["document"] == first["document"]
    assert back.json()["number"] > copy["number"] and back.json()["state"] == "published"


def test_a_wrong_document_is_refused_place_by_place(client: Client, acme: VendorPeople) -> None:
    wrong_pool = {"p": {"method": "dice", "partners": {"tiers": ["no-such-tier"]}, "colour": 1}}
    for wrong, place in (
        ({"rules": [{"name": "All", "then": "route", "pool": "nowhere"}], "pools": {}}, "rules.0"),
        ({"rules": [{"name": "All", "then": "route", "pool": "p"}], "pools": wrong_pool}, "pools.p"),
    ):
        answer = send(client, "post", "policies/", acme, wrong)
        assert answer.status_code == 400
        assert any(error["field"].startswith(place) for error in answer.json()["errors"]), answer.json()
    for body in (
        [],
        "x",
        {"document": 5},
        {"document": DOCUMENT, "colour": 1},
        {"document": DOCUMENT, "note": 5},
    ):
        assert send(client, "post", "policies/", acme, body).status_code == 400
    with acme.scope():
        assert not PolicyVersion.objects.exists()


def test_a_policy_travels_as_yaml(client: Client, acme: VendorPeople) -> None:
    made = send(client, "post", "policies/", acme, DOCUMENT).json()
    exported = send(client, "get", f"policies/{made['id']}/export/", acme)
    assert exported["Content-Type"] == "application/yaml"
    again = send(client, "post", "policies/", acme, exported.content, "application/yaml")
    assert again.status_code == 201 and again.json()["document"] == made["document"]
    for text in (b"rules: [", b"\xff", b"- a\n- b"):
        assert send(client, "post", "policies/", acme, text, "application/yaml").status_code == 400


def test_the_schema_of_policies_is_open(client: Client) -> None:
    answer = client.get("/api/v1/policies/schema/")
    assert answer.status_code == 200 and "rules" in answer.json()["properties"]


def test_every_decision_on_a_lead_is_shown_with_every_partner(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        start_vendor()
        lead = LeadFactory(country="US")
        route_waiting_leads(vendor_id=acme.vendor.id)
        assert Lead.objects.get(pk=lead.pk).state == "offered"
    [decision] = send(client, "get", f"leads/{lead.id}/decisions/", acme).json()["results"]
    assert {row["name"] for row in decision["partners"]} == {"Larkspur Networks", "Quillon Networks"}
    assert sorted(row["part"] for row in decision["partners"]) == ["chosen", "eligible"]
    shown = send(client, "get", f"leads/{lead.id}/", acme).json()
    assert (
        shown["decision_id"] == decision["id"] and shown["offer"]["partner"]["id"] == decision["partner_id"]
    )
    assert send(client, "get", f"leads/{lead.id}/decisions/", acme.larkspur).status_code == 403
    holder, rival = sorted(
        (acme.larkspur, acme.quillon), key=lambda people: str(people.partner.id) != decision["partner_id"]
    )
    why = send(client, "get", f"offers/{shown['offer']['id']}/why/", holder)
    assert why.json()["part"] == "chosen" and why.json()["eligible_count"] == 2
    assert rival.partner.name not in why.content.decode()
    assert send(client, "get", f"offers/{shown['offer']['id']}/why/", rival).status_code == 404


def test_one_lead_is_tried_on_a_draft(client: Client, acme: VendorPeople) -> None:
    draft = send(client, "post", "policies/", acme, DOCUMENT).json()["id"]
    tried = send(client, "post", f"policies/{draft}/try/", acme, {"lead": {"company": "X", "country": "US"}})
    assert tried.status_code == 200 and tried.json()["partner_id"], tried.json()
    wrong = send(client, "post", f"policies/{draft}/try/", acme, {"lead": {"email": "no"}})
    assert wrong.status_code == 400 and wrong.json()["errors"][0]["field"] == "lead.email"
    assert send(client, "post", f"policies/{draft}/try/", acme, {}).status_code == 400


def test_a_simulation_is_asked_for_and_called_off(
    client: Client, acme: VendorPeople, globex: VendorPeople
) -> None:
    draft = send(client, "post", "policies/", acme, DOCUMENT).json()["id"]
    asked = send(
        client, "post", "simulations/", acme, {"policy": draft, "leads": [{"company": "X", "country": "US"}]}
    )
    assert asked.status_code == 201 and asked.json()["state"] == "waiting" and asked.json()["total"] == 1
    path = f"simulations/{asked.json()['id']}/"
    assert send(client, "get", path, acme).json()["source"] == "given"
    assert send(client, "get", path, globex).status_code == 404
    assert send(client, "post", f"{path}cancel/", globex, {}).status_code == 404
    assert send(client, "post", f"{path}cancel/", acme, {}).json()["state"] == "cancelled"
    assert send(client, "post", f"{path}cancel/", acme, {}).json()["code"] == "ended"
    assert len(send(client, "get", "simulations/", acme).json()["results"]) == 1


def test_a_wrong_simulation_is_refused_by_name(
    client: Client, acme: VendorPeople, globex: VendorPeople
) -> None:
    draft = send(client, "post", "policies/", acme, DOCUMENT).json()["id"]
    foreign = send(client, "post", "policies/", globex, DOCUMENT).json()["id"]
    for body, field in (
        ({}, "policy"),
        ({"policy": foreign}, "policy"),
        ({"policy": draft, "leads": 5}, "leads"),
        ({"policy": draft, "leads": [{"email": "no"}]}, "leads.0.email"),
        ({"policy": draft, "leads": [{"company": "X"}], "since": "2026-01-01T00:00:00Z"}, "leads"),
        ({"policy": draft, "since": "soon"}, "since"),
        ({"policy": draft, "colour": 1}, "colour"),
    ):
        answer = send(client, "post", "simulations/", acme, body)
        assert answer.status_code == 400, (body, answer.json())
        assert answer.json()["errors"][0]["field"] == field, (body, answer.json())
    with acme.scope():
        assert not Simulation.objects.exists()


def test_another_vendors_policy_is_not_there(
    client: Client, acme: VendorPeople, globex: VendorPeople
) -> None:
    path = f"policies/{send(client, 'post', 'policies/', globex, DOCUMENT).json()['id']}/"
    for method, more in (
        ("get", ""),
        ("patch", ""),
        ("delete", ""),
        ("get", "export/"),
        *(("post", f"{action}/") for action in ("submit", "publish", "rollback", "validate", "diff")),
        ("post", "try/"),
    ):
        body = None if method in ("get", "delete") else ({"lead": {"company": "X"}} if more == "try/" else {})
        body = {"note": "x"} if method == "patch" else body
        assert send(client, method, path + more, acme, body).status_code == 404, (method, more)
    assert send(client, "delete", path, globex).status_code == 204
