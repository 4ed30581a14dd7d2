"""A manager's choice by script: offer a lead to one partner, or give it back to the rules."""

import json
from typing import Any

from django.test import Client

from leads.models import Lead
from prm.platform.ids import new_id
from prm.platform.outbox.forget import forget_messages
from prm.platform.outbox.models import OutboxMessage
from routing.models import Offer
from tests.factories import LeadFactory, WebhookEndpointFactory
from tests.people import VendorPeople
from tests.services.rounds import kinds, publish, route


def post(client: Client, people: VendorPeople, path: str, body: Any) -> Any:
    url = f"/api/v1/{path}"
    return client.post(url, json.dumps(body), content_type="application/json", headers=people.bearer)


def held_for_review() -> Lead:
    publish(rules=[{"name": "All", "then": "review"}])
    lead: Lead = LeadFactory()
    route()
    return lead


def test_a_lead_in_review_is_offered_to_the_partner_named(client: Client, in_acme: VendorPeople) -> None:
    lead, quillon = held_for_review(), in_acme.quillon.partner
    made = post(client, in_acme, f"leads/{lead.id}/offer/", {"partner": str(quillon.id), "reason": "Known"})
    assert made.status_code == 201 and made.json()["partner"]["id"] == str(quillon.id)
    offer = Offer.objects.get()
    assert (offer.is_manual, offer.manual_reason) == (True, "Known")
    again = post(client, in_acme, f"leads/{lead.id}/offer/", {"partner": str(quillon.id), "reason": "Again"})
    assert (again.status_code, again.json()["code"]) == (409, "already_offered")


def test_wrong_fields_are_named_and_change_nothing(
    client: Client, in_acme: VendorPeople, globex: VendorPeople
) -> None:
    lead, path = held_for_review(), "offer/"
    for body, fields in (
        ({}, {"partner", "reason"}),
        ({"partner": "x", "reason": "", "why": 1}, {"partner", "reason", "why"}),
        ({"partner": str(globex.larkspur.partner.id), "reason": "Theirs"}, {"partner"}),
        ({"partner": str(new_id()), "reason": "Nobody's"}, {"partner"}),
    ):
        answer = post(client, in_acme, f"leads/{lead.id}/{path}", body)
        assert answer.status_code == 400
        assert {error["field"] for error in answer.json()["errors"]} == fields
    assert not Offer.objects.exists()


def test_a_lead_in_review_goes_back_to_the_rules(client: Client, in_acme: VendorPeople) -> None:
    lead = held_for_review()
    publish()
    answer = post(client, in_acme, f"leads/{lead.id}/route-again/", {})
    assert (answer.status_code, answer.json()["state"]) == (200, "new")
    route()
    assert kinds(lead)[-2:] == ["lead.routed_again", "offer.created"]
    answer = post(client, in_acme, f"leads/{lead.id}/route-again/", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_waiting")


def test_what_was_given_up_is_read_and_sent_again(client: Client, in_acme: VendorPeople) -> None:
    endpoint = WebhookEndpointFactory()
    held_for_review()
    OutboxMessage.objects.filter(endpoint=endpoint).update(
        state="failed", attempts=10, last_error="answered 500"
    )
    path = f"webhooks/{endpoint.id}/deliveries/"
    found = client.get(f"/api/v1/{path}?state=failed", headers=in_acme.bearer).json()["results"]
    [failed] = [row for row in found if row["event"] == "lead.review"]
    assert (failed["last_error"], failed["attempts"]) == ("answered 500", 10)
    again = post(client, in_acme, f"{path}{failed['id']}/retry/", {})
    assert (again.json()["state"], again.json()["attempts"]) == ("waiting", 0)
    OutboxMessage.objects.filter(id=failed["id"]).update(state="delivered")
    assert post(client, in_acme, f"{path}{failed['id']}/retry/", {}).json()["state"] == "waiting"
    many = post(client, in_acme, f"{path}resend/", {"ids": [failed["id"], str(endpoint.id)]})
    assert many.json() == {"count": 1}


def test_a_message_whose_lead_was_erased_is_not_sent_again(client: Client, in_acme: VendorPeople) -> None:
    endpoint = WebhookEndpointFactory()
    lead = held_for_review()
    OutboxMessage.objects.filter(endpoint=endpoint).update(state="delivered")
    message = OutboxMessage.objects.get(endpoint=endpoint, event="lead.review")
    forget_messages(lead_id=lead.id)
    path = f"webhooks/{endpoint.id}/deliveries/"
    answer = post(client, in_acme, f"{path}{message.id}/retry/", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "erased")
    assert post(client, in_acme, f"{path}resend/", {"ids": [str(message.id)]}).json() == {"count": 0}
    message.refresh_from_db()
    assert message.state == "delivered"
