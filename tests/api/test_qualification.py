"""A vendor says what makes a lead qualified and which leads are routed; a correction judges a lead again."""

import json
from typing import Any

import pytest
from django.test import Client

from leads.models import Lead, LeadEvent
from leads.services.timeline import TimelineEntry, record
from tests.people import VendorPeople

SQL = {"budget_confirmed": True, "authority": "CIO", "need": "a firewall", "timeline": "asap"}


def send(client: Client, method: str, path: str, people: VendorPeople, body: Any = None) -> Any:
    return client.generic(
        method, f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=people.bearer
    )


def lead(client: Client, people: VendorPeople, **fields: Any) -> dict[str, Any]:
    answer = send(client, "POST", "leads/", people, {"company": "Example Mills", **fields})
    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = answer.json()
    return body


def kinds(people: VendorPeople, body: dict[str, Any]) -> list[str]:
    with people.scope():
        return list(
            LeadEvent.objects.filter(lead=body["id"]).order_by("at", "id").values_list("kind", flat=True)
        )


def test_a_lead_shows_the_sum_of_its_points(client: Client, acme: VendorPeople) -> None:
    body = lead(client, acme, **SQL)
    assert (body["stage"], body["score"]) == ("sql", 100)
    assert body["score_points"] == {
        "budget": 25, "budget_confirmed": 0, "authority": 25, "need": 25, "timeline": 25,
    }  # fmt: skip


def test_a_vendors_own_criteria_count_for_new_leads_and_those_that_wait(
    client: Client, acme: VendorPeople, globex: VendorPeople
) -> None:
    waiting = lead(client, acme, employees=500)
    assert waiting["stage"] == "raw"
    criteria = [{"code": "employees", "points": 60, "figure": 100}, {"code": "phone", "points": 5}]
    answer = send(client, "PATCH", "qualification/", acme, {"criteria": criteria, "mql_at": 5, "sql_at": 60})
    assert answer.status_code == 200, answer.content
    assert [row["code"] for row in answer.json()["criteria"]] == ["employees", "phone"]
    assert send(client, "GET", "qualification/", acme).json() == answer.json()
    again = send(client, "GET", f"leads/{waiting['id']}/", acme).json()
    assert (again["stage"], again["score_points"]) == ("sql", {"employees": 60})
    assert lead(client, acme, phone="+15125550100")["stage"] == "mql"
    assert lead(client, globex, employees=500)["stage"] == "raw"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mql_at": 60, "sql_at": 50}, "sql_at"),
        ({"sql_at": 1_000}, "sql_at"),
        ({"criteria": [{"code": "luck"}]}, "criteria.0.code"),
        ({"criteria": [{"code": "need", "points": -1}]}, "criteria.0.points"),
        ({"luck": 1}, "luck"),
    ],
)
def test_criteria_that_make_no_sense_are_refused(
    client: Client, acme: VendorPeople, change: dict[str, Any], field: str
) -> None:
    answer = send(client, "PATCH", "qualification/", acme, change)
    assert answer.status_code == 400 and [e["field"] for e in answer.json()["errors"]] == [field]


def test_only_sales_qualified_leads_are_routed_where_the_vendor_wants_it(
    client: Client, acme: VendorPeople
) -> None:
    before = lead(client, acme)
    send(client, "PATCH", "qualification/", acme, {"routes_only_sql": True})
    assert send(client, "GET", f"leads/{before['id']}/", acme).json()["state"] == "nurture"

    held, routed = lead(client, acme, need="a firewall"), lead(client, acme, **SQL)
    assert (held["state"], held["review_reason"]) == ("nurture", "not_sql")
    assert routed["state"] == "new"
    assert kinds(acme, held) == ["lead.received", "lead.nurture"]

    corrected = send(client, "PATCH", f"leads/{held['id']}/", acme, SQL).json()
    assert (corrected["stage"], corrected["state"], corrected["review_reason"]) == ("sql", "new", "")
    assert kinds(acme, held)[2:] == ["lead.corrected", "lead.routed_again"]
    fallen = send(client, "PATCH", f"leads/{held['id']}/", acme, {"authority": None}).json()
    assert (fallen["stage"], fallen["state"]) == ("mql", "nurture")

    send(client, "PATCH", "qualification/", acme, {"routes_only_sql": False})
    assert send(client, "GET", f"leads/{before['id']}/", acme).json()["state"] == "new"


def test_a_lead_in_review_is_routed_again_when_what_routing_knows_is_corrected(
    client: Client, acme: VendorPeople
) -> None:
    body = lead(client, acme)
    with acme.scope():
        Lead.objects.filter(pk=body["id"]).update(state="review", review_reason="no_eligible_partner")
    path = f"leads/{body['id']}/"
    assert send(client, "PATCH", path, acme, {"first_name": "Jo"}).json()["state"] == "review"
    corrected = send(client, "PATCH", path, acme, {"country": "US"}).json()
    assert (corrected["state"], corrected["review_reason"]) == ("new", "")


def test_a_lead_that_a_person_set_aside_stays_there(client: Client, acme: VendorPeople) -> None:
    body = lead(client, acme)
    with acme.scope():
        Lead.objects.filter(pk=body["id"]).update(state="nurture")
        record([TimelineEntry(Lead.objects.get().id, "lead.nurture", acme.alice_actor)])
    assert send(client, "PATCH", f"leads/{body['id']}/", acme, {"country": "US"}).json()["state"] == "nurture"


def test_an_offered_lead_stays_offered_whatever_it_becomes(client: Client, acme: VendorPeople) -> None:
    body = lead(client, acme)
    with acme.scope():
        Lead.objects.filter(pk=body["id"]).update(state="offered")
    assert send(client, "PATCH", f"leads/{body['id']}/", acme, SQL).json()["state"] == "offered"


def test_a_second_post_qualifies_a_lead_that_lacked_something(client: Client, acme: VendorPeople) -> None:
    send(client, "PATCH", "qualification/", acme, {"routes_only_sql": True})
    held = lead(client, acme, email="pat@b-example.com", last_name="Roe", need="a firewall")
    answer = send(
        client,
        "POST",
        "leads/",
        acme,
        {"email": "pat@b-example.com", "last_name": "Poe", **SQL, "need": "two"},
    )
    assert (answer.status_code, answer.json()["id"]) == (200, held["id"])
    again = send(client, "GET", f"leads/{held['id']}/", acme).json()
    assert (again["stage"], again["state"]) == ("sql", "new")
    assert (again["last_name"], again["need"]) == ("Roe", "a firewall")


def test_a_second_post_leaves_a_lead_alone_that_a_partner_has(client: Client, acme: VendorPeople) -> None:
    body = lead(client, acme, email="pat@b-example.com")
    with acme.scope():
        Lead.objects.filter(pk=body["id"]).update(state="accepted")
    assert send(client, "POST", "leads/", acme, {"email": "pat@b-example.com", **SQL}).status_code == 200
    again = send(client, "GET", f"leads/{body['id']}/", acme).json()
    assert (again["stage"], again["state"], again["need"]) == ("raw", "accepted", "")
