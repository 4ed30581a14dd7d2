"""Values as forms and people send them: what is stored of a posted lead, and what it warns of."""

import json
from itertools import count
from typing import Any

import pytest
from django.test import Client

from leads.models import Lead
from leads.selectors.blind import blind_facts
from tests.factories import ProductFactory, VerticalFactory
from tests.people import VendorPeople

WHO = {"email": "a@b-example.com"}
MONEY = ("estimated_value", "budget_amount")
UNREADABLE_PHONE = "<test lead: dummy data for phone_number>"


ADDRESSES = (f"a{number}@b-example.com" for number in count())


def posted(client: Client, people: VendorPeople, **fields: Any) -> dict[str, Any]:
    answer = client.post(
        "/api/v1/leads/",
        json.dumps(WHO | {"email": next(ADDRESSES)} | fields),
        content_type="application/json",
        headers=people.bearer,
    )
    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = answer.json()
    return body


def warned(body: dict[str, Any]) -> list[str]:
    return [warning["field"] for warning in body["warnings"]]


@pytest.mark.parametrize(
    ("sent", "stored", "warns"),
    [
        (
            {"country": "DE", "estimated_value": "50.000", "employees": "1.000"},
            {"estimated_value": 50_000, "employees": 1_000},
            [],
        ),
        ({"region": "DE-BY", "estimated_value": "50.000"}, {"estimated_value": 50_000, "country": "DE"}, []),
        (
            {"country": "US", "estimated_value": "50.000"},
            {"estimated_value": None},
            ["estimated_value"],
        ),
        ({"country": "CA", "budget_amount": "$60k"}, {"budget_amount": 60_000, "currency": "CAD"}, []),
        (
            {"country": "SE", "estimated_value": "60 000 kr"},
            {"estimated_value": 60_000, "currency": "SEK"},
            [],
        ),
        ({"country": "DE", "estimated_value": "$60k"}, {"estimated_value": 60_000, "currency": "USD"}, []),
        ({"estimated_value": "60.000 kr"}, {"estimated_value": None, "currency": ""}, ["estimated_value"]),
        ({"languages": ["de"], "estimated_value": "50.000"}, {"estimated_value": 50_000}, []),
        ({"estimated_value": "50.000"}, {"estimated_value": None}, ["estimated_value"]),
        (
            {"estimated_value": "$60k", "budget_confirmed": "yes", "authority": True, "employees": "51-200"},
            {"estimated_value": 60_000, "budget_confirmed": True, "employees": 51, "currency": "USD"},
            [],
        ),
        ({"estimated_value": "$60k", "currency": "CAD"}, {"estimated_value": 60_000, "currency": "CAD"}, []),
        ({"estimated_value": "60,000"}, {"estimated_value": 60_000}, []),
        (
            {"phone": UNREADABLE_PHONE, "website": "http://"},
            {"phone": "", "website": ""},
            ["phone", "website"],
        ),
        ({"timeline": "Not urgent"}, {"timeline": "Not urgent"}, []),
    ],
    ids=lambda value: ascii(value)[:60] if isinstance(value, dict) else "",
)
def test_values_are_stored_as_they_were_meant(
    client: Client, acme: VendorPeople, sent: dict[str, Any], stored: dict[str, Any], warns: list[str]
) -> None:
    body = posted(client, acme, **sent)
    found = {name: float(body[name]) if name in MONEY and body[name] else body[name] for name in stored}
    assert (found, warned(body)) == (stored, warns)


def test_a_decision_maker_is_known_to_have_authority(client: Client, acme: VendorPeople) -> None:
    assert posted(client, acme, authority=True)["authority"]
    assert posted(client, acme, authority="CIO")["authority"] == "CIO"


def test_what_is_in_no_list_is_warned_of_and_the_lead_is_stored(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        ProductFactory(slug="firewall", name="Firewall")
        VerticalFactory(slug="manufacturing", name="Manufacturing")
    body = posted(client, acme, industry="Not In The List", products=["nor-this"])
    assert (body["industry"], body["products"], warned(body)) == ("", [], ["industry", "products"])
    with acme.scope():
        unread = Lead.objects.get(pk=body["id"]).unread
    assert (unread["industry"]["value"], unread["products"]["value"]) == ("Not In The List", ["nor-this"])
    assert posted(client, acme, industry="Manufacturing")["industry"] == "manufacturing"


def test_characters_that_nobody_sees_are_left_out(client: Client, acme: VendorPeople) -> None:
    body = posted(
        client, acme, email="a\u200b@b-example.com", country="Germany\u200e", company="Nord\u00adwind"
    )
    assert (body["email"], body["country"], body["company"]) == ("a@b-example.com", "DE", "Nordwind")


@pytest.mark.parametrize(
    ("timeline", "band"), [("Not urgent", "later"), ("12+ months", "later"), ("asap", "now")]
)
def test_partners_see_the_band_that_was_meant(
    client: Client, acme: VendorPeople, timeline: str, band: str
) -> None:
    body = posted(client, acme, timeline=timeline)
    with acme.scope():
        assert blind_facts(Lead.objects.get(pk=body["id"])).timeline == band


def test_a_correction_is_read_as_a_post_is(client: Client, acme: VendorPeople) -> None:
    lead = posted(client, acme, country="DE")
    answer = client.patch(
        f"/api/v1/leads/{lead['id']}/",
        json.dumps({"estimated_value": "€ 50.000", "employees": "51-200", "budget_amount": "much"}),
        content_type="application/json",
        headers=acme.bearer,
    )
    body = answer.json()
    assert (float(body["estimated_value"]), body["currency"], body["employees"]) == (50_000, "EUR", 51)
    assert warned(body) == ["budget_amount"]
