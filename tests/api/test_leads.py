"""Posting, listing, reading and correcting leads through the API."""

import json
from typing import Any

import pytest
from django.test import Client

from leads.models import Lead, LeadEvent
from prm.platform.api.models import IdempotentAnswer
from prm.platform.tenants.models import ApiKey
from tests.factories import LeadFactory, OfferFactory, ProductFactory, VerticalFactory
from tests.people import VendorPeople

GOOD = {"email": "jo@example.com", "company": "Example Mills", "country": "US", "postal_code": "78701"}
OTHER = GOOD | {"email": "lee@example.com"}


def post(client: Client, path: str, data: Any, people: VendorPeople, **headers: str) -> Any:
    return client.post(
        f"/api/v1/{path}", data=data, content_type="application/json", headers=people.bearer | headers
    )


def test_a_posted_lead_is_stored_normalised_and_shown(client: Client, acme: VendorPeople) -> None:
    answer = post(client, "leads/", GOOD | {"phone": "(512) 555-0100", "email": "Jo@EXAMPLE.com"}, acme)

    assert answer.status_code == 201
    body = answer.json()
    assert body["state"] == "new" and body["stage"] == "raw"
    assert body["phone"] == "+15125550100" and body["email"] == "Jo@example.com"
    assert body["region"] == "US-TX" and body["latitude"] is not None
    assert body["offer"] is None and body["decision_id"] is None
    assert answer["Location"] == f"/api/v1/leads/{body['id']}/"
    with acme.scope():
        lead = Lead.objects.get(pk=body["id"])
        assert lead.account_key and LeadEvent.objects.get(lead=lead).kind == "lead.received"
        assert ApiKey.objects.get(name="CRM").last_used_on is not None


def test_every_wrong_field_is_named_and_nothing_is_stored(client: Client, acme: VendorPeople) -> None:
    wrong = {
        "email": "no",
        "phone": "12",
        "country": "XX",
        "intent_score": 101,
        "colour": "red",
        "products": 5,
    }
    answer = post(client, "leads/?strict=true", wrong, acme)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["code"] == "invalid" and body["status"] == 400
    assert {error["field"] for error in body["errors"]} == set(wrong)
    with acme.scope():
        assert not Lead.objects.exists()


def test_a_product_or_industry_that_the_lists_lack_is_refused_by_name_if_strict(
    client: Client, acme: VendorPeople
) -> None:
    with acme.scope():
        ProductFactory(slug="firewall")
        VerticalFactory(slug="manufacturing")
    wrong = post(
        client,
        "leads/?strict=true",
        GOOD | {"products": ["firewal"], "industry": "farming", "email": "x"},
        acme,
    )
    right = post(client, "leads/", GOOD | {"products": ["firewall"], "industry": "Manufacturing"}, acme)

    assert {error["field"] for error in wrong.json()["errors"]} == {"products", "industry", "email"}
    assert right.status_code == 201 and right.json()["industry"] == "manufacturing"


def test_one_bad_row_of_many_harms_no_other(client: Client, acme: VendorPeople) -> None:
    rows: list[Any] = [GOOD, {"email": "no"}, "not an object", GOOD | {"latitude": float("nan")}, OTHER]
    answer = post(client, "leads/bulk/?strict=true", json.dumps(rows), acme)

    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [row["status"] for row in results] == [201, 400, 400, 400, 201]
    assert [row["index"] for row in results] == [0, 1, 2, 3, 4]
    assert results[1]["errors"][0]["field"] == "email"
    assert {error["field"] for error in results[3]["errors"]} == {"latitude"} | {"longitude"}
    with acme.scope():
        assert {str(id) for id in Lead.objects.values_list("id", flat=True)} == {
            results[0]["id"],
            results[4]["id"],
        }


def test_no_rows_are_an_empty_answer_and_an_object_is_refused(client: Client, acme: VendorPeople) -> None:
    assert post(client, "leads/bulk/", {"email": "jo@example.com"}, acme).status_code == 400
    assert post(client, "leads/bulk/", [], acme).json() == {"results": []}


def test_a_lead_is_read_with_its_offer(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        offer = OfferFactory(partner=acme.larkspur.partner)
    body = client.get(f"/api/v1/leads/{offer.lead_id}/", headers=acme.bearer).json()

    assert body["offer"]["id"] == str(offer.id) and body["offer"]["state"] == "offered"
    assert body["offer"]["partner"] == {"id": str(acme.larkspur.partner.id), "name": "Larkspur Networks"}


def test_another_vendors_lead_is_not_there(client: Client, acme: VendorPeople, globex: VendorPeople) -> None:
    with globex.scope():
        lead = LeadFactory()
    for path in ("", "timeline/"):
        assert client.get(f"/api/v1/leads/{lead.id}/{path}", headers=acme.bearer).status_code == 404
    answer = client.patch(
        f"/api/v1/leads/{lead.id}/", {"city": "Dallas"}, content_type="application/json", headers=acme.bearer
    )
    assert answer.status_code == 404 and answer.json()["code"] == "not_found"


def test_a_partners_key_reads_no_leads(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        lead = LeadFactory()
    for path in ("leads/", f"leads/{lead.id}/", f"leads/{lead.id}/timeline/"):
        assert client.get(f"/api/v1/{path}", headers=acme.larkspur.bearer).status_code == 403


def test_a_correction_changes_what_is_sent_and_what_follows(client: Client, acme: VendorPeople) -> None:
    made = post(client, "leads/", GOOD, acme).json()
    changes = {"postal_code": "10001", "need": "New firewalls", "authority": "CIO", "company": None}
    answer = client.patch(
        f"/api/v1/leads/{made['id']}/", changes, content_type="application/json", headers=acme.bearer
    )

    body = answer.json()
    assert answer.status_code == 200, body
    assert body["region"] == "US-NY" and body["latitude"] != made["latitude"]
    assert body["stage"] == "mql" and body["company"] == "" and body["email"] == "jo@example.com"
    timeline = client.get(f"/api/v1/leads/{made['id']}/timeline/", headers=acme.bearer).json()["results"]
    assert [event["kind"] for event in timeline] == ["lead.received", "lead.corrected"]
    assert set(timeline[1]["detail"]["fields"]) >= {"postal_code", "need", "authority", "company"}
    assert "CIO" not in json.dumps(timeline)


def test_a_wrong_correction_changes_nothing_where_one_is_strict(client: Client, acme: VendorPeople) -> None:
    made = post(client, "leads/", GOOD, acme).json()
    path = f"/api/v1/leads/{made['id']}/"
    answer = client.patch(
        f"{path}?strict=true",
        {"city": "Austin", "email": "no", "state": "won"},
        content_type="application/json",
        headers=acme.bearer,
    )

    assert {error["field"] for error in answer.json()["errors"]} == {"email", "state"}
    assert client.get(path, headers=acme.bearer).json()["city"] == ""


def test_pages_hold_every_lead_once(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        made = [str(LeadFactory().id) for _ in range(7)]
    seen, pages = [], []
    url: str | None = "/api/v1/leads/?limit=3"
    while url:
        body = client.get(url, headers=acme.bearer).json()
        pages.append(body)
        seen += [row["id"] for row in body["results"]]
        url = body["next"]
    assert seen == made[::-1] and [len(p["results"]) for p in pages] == [3, 3, 1]
    assert pages[0]["previous"] is None
    back = client.get(pages[2]["previous"], headers=acme.bearer).json()
    assert [row["id"] for row in back["results"]] == [row["id"] for row in pages[1]["results"]]
    first = client.get(back["previous"], headers=acme.bearer).json()
    assert first["results"] == pages[0]["results"] and first["previous"] is None and first["next"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=x", "limit"),
        ("cursor=zzz", "cursor"),
        ("cursor=%00", "cursor"),
        ("state=sold", "state"),
        ("received_after=yesterday", "received_after"),
        ("partner=7", "partner"),
        ("source=%00", "source"),
        ("colour=red", "colour"),
    ],
)
def test_a_wrong_query_is_refused_by_name(client: Client, acme: VendorPeople, query: str, field: str) -> None:
    answer = client.get(f"/api/v1/leads/?{query}", headers=acme.bearer)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_lists_narrow(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        LeadFactory(country="DE", region="", products=["vpn"], state="review")
        LeadFactory()
    for query in ("country=DE", "product=vpn", "state=review"):
        assert len(client.get(f"/api/v1/leads/?{query}", headers=acme.bearer).json()["results"]) == 1


def test_the_same_key_and_body_give_the_same_answer(client: Client, acme: VendorPeople) -> None:
    first = post(client, "leads/", GOOD, acme, **{"Idempotency-Key": "once"})
    again = post(client, "leads/", dict(reversed(GOOD.items())), acme, **{"Idempotency-Key": "once"})

    assert first.status_code == again.status_code == 201
    assert first.content == again.content and first["Location"] == again["Location"]
    assert again["Idempotency-Replayed"] == "true"
    with acme.scope():
        assert Lead.objects.count() == 1


def test_the_same_key_with_another_body_is_422(client: Client, acme: VendorPeople) -> None:
    post(client, "leads/", GOOD, acme, **{"Idempotency-Key": "once"})
    answer = post(client, "leads/", GOOD | {"city": "Austin"}, acme, **{"Idempotency-Key": "once"})
    assert answer.status_code == 422 and answer.json()["code"] == "idempotency_key_reused"


def test_a_refused_request_can_be_mended_under_the_same_key(client: Client, acme: VendorPeople) -> None:
    assert post(client, "leads/", {"email": "x"}, acme, **{"Idempotency-Key": "a"}).status_code == 400
    assert post(client, "leads/", GOOD, acme, **{"Idempotency-Key": "a"}).status_code == 201


def test_keys_of_two_vendors_do_not_meet(client: Client, acme: VendorPeople, globex: VendorPeople) -> None:
    one = post(client, "leads/", GOOD, acme, **{"Idempotency-Key": "a"}).json()
    two = post(client, "leads/", GOOD, globex, **{"Idempotency-Key": "a"}).json()
    assert one["id"] != two["id"]
    with globex.scope():
        assert IdempotentAnswer.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "ü"])
def test_a_wrong_idempotency_key_is_refused(client: Client, acme: VendorPeople, key: str) -> None:
    answer = post(client, "leads/", GOOD, acme, **{"Idempotency-Key": key})
    assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == "Idempotency-Key"
