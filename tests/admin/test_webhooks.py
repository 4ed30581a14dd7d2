"""Webhooks and their deliveries in the vendor admin."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from prm.platform.ids import new_id
from prm.platform.outbox.announce import Announcement, announce
from prm.platform.outbox.models import DeliveryAttempt, OutboxMessage, WebhookEndpoint
from tests.admin.console import admin, change, text
from tests.factories import WebhookEndpointFactory
from tests.people import VendorPeople

MESSAGES = "outbox/outboxmessage"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://hooks.example.com/in", "begins with https"),
        ("https://10.0.0.8/in", "private network"),
        ("https://hooks.example.com:25/in", "port 443"),
        ("https://user:pass@hooks.example.com/in", "http or https address"),
    ],
)
def test_an_address_is_refused_as_the_api_refuses_it(
    acme: VendorPeople, client: Client, settings: Any, url: str, words: str
) -> None:
    settings.ALLOW_PRIVATE_WEBHOOKS = False
    client.force_login(acme.bob)
    answer = client.post(admin(acme, "outbox/webhookendpoint/add/"), {"url": url, "shape": "standard"})
    assert answer.status_code == 200 and words in answer.content.decode()
    asked = client.post("/api/v1/webhooks/", {"url": url}, "application/json", headers=acme.bearer)
    assert asked.status_code == 400 and words in asked.json()["errors"][0]["message"]
    with acme.scope():
        assert not WebhookEndpoint.objects.exists()


def test_a_good_address_with_its_events_is_saved(acme: VendorPeople, client: Client, settings: Any) -> None:
    settings.ALLOW_PRIVATE_WEBHOOKS = False
    client.force_login(acme.bob)
    posted = {"url": "https://hooks.example.com/in", "shape": "standard", "events": ["lead.won"]}
    assert client.post(admin(acme, "outbox/webhookendpoint/add/"), posted).status_code == 302
    with acme.scope():
        endpoint = WebhookEndpoint.objects.get()
    assert endpoint.events == ["lead.won"] and endpoint.secret.startswith("whsec_")
    assert f"endpoint__id={endpoint.pk}" in text(client, change(acme, "outbox/webhookendpoint", endpoint.pk))
    assert client.get(admin(acme, f"{MESSAGES}/?endpoint__id={endpoint.pk}")).status_code == 200


@pytest.fixture
def delivered(acme: VendorPeople) -> OutboxMessage:
    with acme.scope():
        WebhookEndpointFactory()
        announce([Announcement(event="lead.won", key="1", payload={"say": "<b>"}, lead_id=new_id())])
        message = OutboxMessage.objects.filter(channel="webhook").get()
        OutboxMessage.objects.filter(pk=message.pk).update(state="delivered", attempts=1)
        DeliveryAttempt.objects.create(
            message=message, started_at=timezone.now(), milliseconds=1234, url="https://hooks.example.com/in",
            headers={"webhook-id": str(message.id)}, status=202, answer="thanks <i>",
        )  # fmt: skip
        return message


def test_the_log_shows_request_status_time_and_answer(
    acme: VendorPeople, client: Client, delivered: OutboxMessage
) -> None:
    client.force_login(acme.ana)
    page = text(client, change(acme, MESSAGES, delivered.pk))
    assert "A lead was won" in page and "Next attempt" not in page and "(&#x27;" not in page
    for shown in ("202", "234 ms", "thanks &lt;i&gt;", f"webhook-id: {delivered.pk}", "&lt;b&gt;"):
        assert shown in page


def test_messages_are_filtered_by_what_happened_in_words(
    acme: VendorPeople, client: Client, delivered: OutboxMessage
) -> None:
    client.force_login(acme.ana)
    assert f"{delivered.pk}" in text(client, admin(acme, f"{MESSAGES}/?event=lead.won"))
    page = text(client, admin(acme, f"{MESSAGES}/?event=lead.lost"))
    assert f"{delivered.pk}" not in page
    assert "A lead was lost" in page and ">lead.lost<" not in page


def test_what_was_delivered_is_sent_again_by_hand(
    acme: VendorPeople, client: Client, delivered: OutboxMessage
) -> None:
    client.force_login(acme.bob)
    chosen = {"action": "resend_selected", "_selected_action": [str(delivered.pk)]}
    assert client.post(admin(acme, f"{MESSAGES}/"), chosen).status_code == 302
    with acme.scope():
        delivered.refresh_from_db()
        assert (delivered.state, delivered.attempts) == ("waiting", 0)
        OutboxMessage.objects.filter(pk=delivered.pk).update(state="delivered")
    assert client.post(admin(acme, f"{MESSAGES}/{delivered.pk}/resend/")).status_code == 302
    with acme.scope():
        delivered.refresh_from_db()
    assert delivered.state == "waiting"


def test_an_analyst_sends_nothing_again(acme: VendorPeople, client: Client, delivered: OutboxMessage) -> None:
    client.force_login(acme.ana)
    client.post(admin(acme, f"{MESSAGES}/{delivered.pk}/resend/"))
    client.post(
        admin(acme, f"{MESSAGES}/"), {"action": "resend_selected", "_selected_action": [str(delivered.pk)]}
    )
    with acme.scope():
        delivered.refresh_from_db()
    assert delivered.state == "delivered"


def test_the_api_shows_the_same_log(acme: VendorPeople, client: Client, delivered: OutboxMessage) -> None:
    path = f"/api/v1/webhooks/{delivered.endpoint_id}/deliveries/{delivered.pk}/"
    shown = client.get(path, headers=acme.bearer).json()
    assert shown["state"] == "delivered" and '"say":"<b>"' in shown["body"]
    (attempt,) = shown["log"]
    assert (attempt["status"], attempt["milliseconds"], attempt["answer"]) == (202, 1234, "thanks <i>")
    other = path.replace(str(delivered.endpoint_id), str(new_id()))
    assert client.get(other, headers=acme.bearer).status_code == 404
