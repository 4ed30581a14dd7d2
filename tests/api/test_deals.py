"""Deal registrations and conflict checks through the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from leads.models import DealRegistration
from leads.services.decide_deal import expire_deals
from prm.platform import clock
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from tests.people import VendorPeople

MILLS = {"company": "Example Mills, Inc.", "website": "https://www.mills-example.com/about", "country": "US"}


def send(client: Client, method: str, path: str, people: Any, data: Any = None) -> Any:
    body = {} if data is None else {"data": data, "content_type": "application/json"}
    return getattr(client, method)(f"/api/v1/{path}", headers=people.bearer, **body)


@pytest.fixture
def approved(client: Client, acme: VendorPeople) -> str:
    """Larkspur's protected claim on Example Mills."""
    deal = send(client, "post", "deals/", acme.larkspur, MILLS).json()["id"]
    answer = send(client, "post", f"deals/{deal}/approve/", acme, {})
    assert answer.status_code == 200 and answer.json()["state"] == "approved"
    return str(deal)


def test_a_partner_registers_for_itself_and_sees_its_own(client: Client, acme: VendorPeople) -> None:
    answer = send(
        client, "post", "deals/", acme.larkspur, MILLS | {"estimated_value": 50000, "currency": "USD"}
    )
    body = answer.json()
    assert (
        answer.status_code == 201
        and body["partner"]["name"] == "Larkspur Networks"
        and body["state"] == "registered"
    )
    assert body["estimated_value"] == 50000
    assert send(client, "get", f"deals/{body['id']}/", acme.larkspur).json() == body
    assert send(client, "get", f"deals/{body['id']}/", acme.quillon).status_code == 404
    assert send(client, "get", "deals/", acme.quillon).json()["results"] == []
    assert len(send(client, "get", "deals/", acme).json()["results"]) == 1
    again = send(client, "post", "deals/", acme.larkspur, MILLS)
    assert again.status_code == 409 and again.json()["code"] == "registered_already"


def test_the_vendor_registers_for_a_partner_it_names(
    client: Client, acme: VendorPeople, globex: VendorPeople
) -> None:
    partner = str(acme.quillon.partner.id)
    assert send(client, "post", "deals/", acme, MILLS | {"partner": partner}).status_code == 201
    for wrong in ({}, {"partner": "x"}, {"partner": str(globex.quillon.partner.id)}):
        answer = send(client, "post", "deals/", acme, MILLS | wrong)
        assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == "partner"


def test_every_wrong_field_of_a_deal_is_named(client: Client, acme: VendorPeople) -> None:
    wrong = {
        "company": "",
        "website": "://",
        "country": "Atlantis",
        "products": 5,
        "estimated_value": -1,
        "currency": "XXXX",
        "notes": ["x"],
        "external_id": {},
        "contact_name": {},
        "contact_email": "nobody",
        "contact_phone": "call me",
        "closes_on": "2026-02-30",
        "partner": str(acme.quillon.partner.id),
    }
    answer = send(client, "post", "deals/", acme.larkspur, wrong)
    assert {error["field"] for error in answer.json()["errors"]} == set(wrong)


def test_a_claim_stops_others_without_saying_whose_it_is(
    client: Client, acme: VendorPeople, approved: str
) -> None:
    answer = send(
        client, "post", "deals/", acme.quillon, {"company": "Mills", "website": "mills-example.com"}
    )
    assert answer.status_code == 409 and answer.json()["code"] == "conflict"
    assert "arkspur" not in answer.content.decode()


@pytest.mark.parametrize(
    "company",
    [
        {"website": "http://mills-example.com"},
        {"email": "jo@mills-example.com"},
        {"company": "example mills", "country": "US"},
        {"company": "EXAMPLE MILLS LLC"},
    ],
)
def test_a_company_that_meets_a_claim(
    client: Client, acme: VendorPeople, approved: str, company: Any
) -> None:
    until = (clock.now().date() + timedelta(days=90)).isoformat()
    rival = send(client, "post", "conflicts/check/", acme.quillon, company)
    assert rival.json() == {"conflict": True, "until": until}
    own = send(client, "post", "conflicts/check/", acme.larkspur, company)
    assert own.json() == {"conflict": False, "until": None}
    vendor = send(client, "post", "conflicts/check/", acme, company).json()
    assert vendor["claims"][0]["partner"]["name"] == "Larkspur Networks"


def test_a_company_that_meets_no_claim(
    client: Client, acme: VendorPeople, globex: VendorPeople, approved: str
) -> None:
    for company in (
        {"company": "Example Mills", "country": "DE"},
        {"email": "jo@gmail.com"},
        {"company": "Other"},
    ):
        assert send(client, "post", "conflicts/check/", acme.quillon, company).json()["conflict"] is False
    assert send(client, "post", "conflicts/check/", globex.quillon, MILLS).json()["conflict"] is False
    assert send(client, "post", "conflicts/check/", acme, {}).status_code == 400
    assert send(client, "post", "conflicts/check/", acme, ["x"]).status_code == 400


def test_a_deal_is_decided_once_and_by_the_vendor_only(client: Client, acme: VendorPeople) -> None:
    deal = send(client, "post", "deals/", acme.larkspur, MILLS).json()["id"]
    assert send(client, "post", f"deals/{deal}/approve/", acme.larkspur, {}).status_code == 403
    past = send(client, "post", f"deals/{deal}/approve/", acme, {"protected_until_on": "2020-01-01"})
    assert past.json()["errors"][0]["field"] == "protected_until_on"
    refused = send(
        client, "post", f"deals/{deal}/refuse/", acme, {"reason": "We sell there ourselves"}
    ).json()
    assert refused["state"] == "refused" and refused["decision_note"] == "We sell there ourselves"
    assert send(client, "post", f"deals/{deal}/approve/", acme, {}).json()["code"] == "already_decided"


def test_two_claims_on_one_account_are_not_both_approved(client: Client, acme: VendorPeople) -> None:
    one = send(client, "post", "deals/", acme.larkspur, MILLS).json()["id"]
    two = send(client, "post", "deals/", acme.quillon, MILLS).json()["id"]
    assert send(client, "post", f"deals/{one}/approve/", acme, {}).status_code == 200
    assert send(client, "post", f"deals/{two}/approve/", acme, {}).json()["code"] == "conflict"


def test_a_claim_ends_after_its_last_day_and_the_world_hears(
    client: Client, acme: VendorPeople, approved: str
) -> None:
    with acme.scope():
        WebhookEndpoint.objects.create(url="https://hooks.example.com/", secret="whsec_dGVzdA==")
        DealRegistration.objects.update(protected_until_on=clock.now().date())
        assert expire_deals() == 0
        DealRegistration.objects.update(protected_until_on=clock.now().date() - timedelta(days=1))
        assert expire_deals() == 1 and expire_deals() == 0
        assert OutboxMessage.objects.filter(event="deal.expired", channel="webhook").count() == 1
    assert send(client, "post", "conflicts/check/", acme.quillon, MILLS).json()["conflict"] is False


def test_another_vendors_deal_is_not_there(client: Client, acme: VendorPeople, globex: VendorPeople) -> None:
    deal = send(client, "post", "deals/", globex.larkspur, MILLS).json()["id"]
    assert send(client, "get", f"deals/{deal}/", acme).status_code == 404
    for action, body in (("approve", {}), ("refuse", {"reason": "No"})):
        assert send(client, "post", f"deals/{deal}/{action}/", acme, body).status_code == 404


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "  "}, {"reason": None}])
def test_a_refusal_needs_a_reason(client: Client, acme: VendorPeople, body: Any) -> None:
    deal = send(client, "post", "deals/", acme.larkspur, MILLS).json()["id"]
    answer = send(client, "post", f"deals/{deal}/refuse/", acme, body)
    assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == "reason"
    assert send(client, "get", f"deals/{deal}/", acme).json()["state"] == "registered"
