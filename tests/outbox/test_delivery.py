"""What is in the outbox arrives: at least once, signed, again after failures, and not for ever."""

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from pytest_django import Settings
from standardwebhooks import Webhook

from prm.platform.outbox.announce import Announcement, announce
from prm.platform.outbox.backoff import MOST_ATTEMPTS
from prm.platform.outbox.deliver import deliver_due
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from prm.platform.outbox.pick import LEASE, DueEndpoint, pick_webhooks
from prm.platform.outbox.save_endpoint import renew_secret
from prm.platform.outbox.send_webhooks import send_webhook
from tests.factories import WebhookEndpointFactory
from tests.people import VendorPeople
from tests.stack.clock import MovableClock
from tests.stack.receivers import WebhookReceiver

SECRET = "whsec_dGVzdHMgdGVzdHMgdGVzdHMgdGVzdHMgMTIzNA=="


@pytest.fixture(autouse=True)
def _own_machine_allowed(settings: Settings) -> None:
    settings.ALLOW_PRIVATE_WEBHOOKS = True


@pytest.fixture
def vendor_with_hook(
    committed: None, fresh_vendor: Callable[[], VendorPeople], webhook_receiver: WebhookReceiver
) -> VendorPeople:
    people = fresh_vendor()
    with people.scope():
        WebhookEndpointFactory(url=webhook_receiver.url)
    return people


def tell(people: VendorPeople, count: int = 1, **more: Any) -> None:
    with people.scope():
        announce(
            [
                Announcement(**({"event": "lead.won", "key": f"won:{n}", "payload": {"n": n}} | more))
                for n in range(count)
            ]
        )


def only_message(people: VendorPeople) -> OutboxMessage:
    with people.scope():
        return OutboxMessage.objects.get()


def test_a_webhook_arrives_signed_as_the_specification_says(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    tell(vendor_with_hook)
    deliver_due()
    (request,) = webhook_receiver.requests
    body = Webhook(SECRET).verify(request.body, request.headers)
    assert body["type"] == "lead.won"
    assert body["data"] == {"n": 0}
    assert only_message(vendor_with_hook).state == "delivered"


def test_for_a_day_after_a_secret_was_renewed_both_verify_a_message(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver, clock: MovableClock
) -> None:
    with vendor_with_hook.scope():
        new = renew_secret(endpoint_id=WebhookEndpoint.objects.get().id).secret
    tell(vendor_with_hook)
    deliver_due()
    clock.move(hours=25)
    tell(vendor_with_hook, key="later")
    deliver_due()
    soon, later = webhook_receiver.requests
    for secret in (SECRET, new):
        Webhook(secret).verify(soon.body, soon.headers)
    assert later.headers["webhook-signature"].count("v1,") == 1
    assert soon.headers["webhook-signature"].count("v1,") == 2


def test_what_was_delivered_is_not_sent_again(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    tell(vendor_with_hook)
    for _again in range(3):
        deliver_due()
    assert len(webhook_receiver.requests) == 1


def test_a_failed_delivery_comes_again_later_under_the_same_id(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver, clock: MovableClock
) -> None:
    webhook_receiver.statuses = [500, 503]
    tell(vendor_with_hook)
    deliver_due()
    deliver_due()
    assert len(webhook_receiver.requests) == 1
    for _again in range(2):
        clock.move(minutes=6)
        deliver_due()
    assert len(webhook_receiver.requests) == 3
    assert len({request.headers["webhook-id"] for request in webhook_receiver.requests}) == 1
    assert only_message(vendor_with_hook).state == "delivered"


def test_it_is_given_up_after_some_attempts(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver, clock: MovableClock
) -> None:
    webhook_receiver.statuses = [500] * 50
    tell(vendor_with_hook)
    for _again in range(15):
        deliver_due()
        clock.move(days=2)
    message = only_message(vendor_with_hook)
    assert (message.state, message.attempts) == ("failed", MOST_ATTEMPTS)
    assert message.last_error == "answered 500"
    assert len(webhook_receiver.requests) == MOST_ATTEMPTS


def test_an_endpoint_that_is_gone_is_switched_off(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    webhook_receiver.statuses = [410]
    tell(vendor_with_hook)
    deliver_due()
    assert only_message(vendor_with_hook).state == "failed"
    with vendor_with_hook.scope():
        assert not WebhookEndpoint.objects.get().is_active


def test_redirects_are_not_followed(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    webhook_receiver.statuses = [302]
    tell(vendor_with_hook)
    deliver_due()
    assert len(webhook_receiver.requests) == 1
    assert only_message(vendor_with_hook).last_error == "answered 302"


def test_an_endpoint_that_is_down_is_not_tried_for_every_message(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    webhook_receiver.statuses = [500] * 50
    tell(vendor_with_hook, count=40)
    deliver_due()
    assert len(webhook_receiver.requests) <= 8
    with vendor_with_hook.scope():
        untouched = OutboxMessage.objects.filter(attempts=0)
        assert untouched.count() >= 32
    deliver_due()
    assert len(webhook_receiver.requests) <= 8


def test_one_dead_endpoint_does_not_keep_others_waiting(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    with vendor_with_hook.scope():
        WebhookEndpointFactory(url="http://127.0.0.1:9/")
    tell(vendor_with_hook, count=5)
    deliver_due()
    assert len(webhook_receiver.requests) == 5


def test_without_leave_nothing_goes_to_a_private_address(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver, settings: Settings
) -> None:
    settings.ALLOW_PRIVATE_WEBHOOKS = False
    tell(vendor_with_hook)
    deliver_due()
    assert webhook_receiver.requests == []
    message = only_message(vendor_with_hook)
    assert (message.state, message.attempts) == ("failed", 1)
    assert "private network" in message.last_error


def test_a_picked_message_is_nobody_elses_until_its_lease_lapses(
    vendor_with_hook: VendorPeople, clock: MovableClock
) -> None:
    tell(vendor_with_hook)
    assert len(pick(vendor_with_hook)) == 1
    assert pick(vendor_with_hook) == []
    clock.move(seconds=LEASE.total_seconds() + 1)
    assert len(pick(vendor_with_hook)) == 1


def test_nothing_is_sent_inside_a_transaction(
    vendor_with_hook: VendorPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    async def spy(pool: Any, message: Any) -> Any:
        seen.append(await sync_to_async(lambda: connection.in_atomic_block)())
        return await send_webhook(pool, message)

    monkeypatch.setattr("prm.platform.outbox.turns.send_webhook", spy)
    tell(vendor_with_hook)
    deliver_due()
    assert seen == [False]


def test_a_message_of_a_transaction_that_failed_is_never_sent(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    with pytest.raises(RuntimeError), vendor_with_hook.scope():
        announce([Announcement(event="lead.won", key="won", payload={})])
        raise RuntimeError
    deliver_due()
    assert webhook_receiver.requests == []


@pytest.mark.parametrize(("shape", "word"), [("slack", "blocks"), ("teams", "attachments")])
def test_chat_programs_get_their_own_shape(
    vendor_with_hook: VendorPeople, webhook_receiver: WebhookReceiver, shape: str, word: str
) -> None:
    with vendor_with_hook.scope():
        WebhookEndpoint.objects.update(shape=shape)
    lead = {"id": "1", "industry": "health-care", "country": "US", "region": "US-TX"}
    tell(vendor_with_hook, event="lead.review", payload={"lead": lead, "reason": "<no one> & nothing"})
    deliver_due()
    (request,) = webhook_receiver.requests
    text = request.body.decode()
    assert word in text
    assert "Health care, Texas" in text
    assert "webhook-signature" not in request.headers
    if shape == "slack":
        assert "&lt;no one&gt; &amp; nothing" in text


def pick(people: VendorPeople) -> list[OutboxMessage]:
    with people.scope():
        endpoint_id = WebhookEndpoint.objects.get().id
    return pick_webhooks(DueEndpoint(people.vendor.id, endpoint_id), limit=10)
