"""Endpoints side by side, each lead in order: a dead, a slow, a busy and a healthy receiver on loopback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from prm.platform.ids import new_id
from prm.platform.outbox import send_webhooks, turns
from prm.platform.outbox.announce import Announcement, announce
from prm.platform.outbox.deliver import deliver_due
from prm.platform.outbox.models import DeliveryAttempt, OutboxMessage, WebhookEndpoint
from prm.platform.outbox.resend import resend
from prm.platform.outbox.turns import deliver_webhooks
from tests.factories import WebhookEndpointFactory
from tests.people import VendorPeople
from tests.stack.clock import MovableClock
from tests.stack.receivers import WebhookReceiver
from tests.stack.servers import REPOSITORY

# A sender of tomorrow: a running stack of other tests does not find due what this one is to send.
DELIVER = """
import django

django.setup()
from datetime import datetime, timedelta

from prm.platform import clock
from prm.platform.outbox.turns import deliver_webhooks


class Tomorrow(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(days=1)


clock.datetime = Tomorrow
deliver_webhooks()
"""


@pytest.fixture(autouse=True)
def _own_machine_allowed(settings: Settings) -> None:
    settings.ALLOW_PRIVATE_WEBHOOKS = True


@pytest.fixture
def people(committed: None, fresh_vendor: Callable[[], VendorPeople]) -> VendorPeople:
    return fresh_vendor()


@contextmanager
def receiving(**how: Any) -> Iterator[WebhookReceiver]:
    receiver = WebhookReceiver(**how)
    receiver.start()
    try:
        yield receiver
    finally:
        receiver.stop()


def listen(people: VendorPeople, url: str, **more: Any) -> UUID:
    with people.scope():
        return UUID(str(WebhookEndpointFactory(url=url, **more).id))


def tell(people: VendorPeople, numbers: range, lead_id: UUID | None = None) -> None:
    with people.scope():
        announce(
            [
                Announcement(event="lead.won", key=f"{lead_id}:{n}", payload={"n": n}, lead_id=lead_id)
                for n in numbers
            ]
        )


def numbers(receiver: WebhookReceiver) -> list[int]:
    return [json.loads(request.body)["data"]["n"] for request in receiver.requests]


def test_a_later_event_of_a_lead_waits_for_the_earlier_one(
    people: VendorPeople, webhook_receiver: WebhookReceiver, clock: MovableClock
) -> None:
    listen(people, webhook_receiver.url)
    webhook_receiver.statuses = [400]
    tell(people, range(3), new_id())
    deliver_due()
    tell(people, range(7, 8), new_id())
    deliver_due()
    assert numbers(webhook_receiver) == [0, 7]
    clock.move(seconds=6)
    deliver_due()
    assert numbers(webhook_receiver) == [0, 7, 0, 1, 2]


def test_without_a_lead_nothing_waits(people: VendorPeople, webhook_receiver: WebhookReceiver) -> None:
    listen(people, webhook_receiver.url)
    webhook_receiver.statuses = [400]
    tell(people, range(3))
    deliver_due()
    assert sorted(numbers(webhook_receiver)) == [0, 1, 2]


def test_what_is_given_up_holds_the_lead_up_no_longer(
    people: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    listen(people, webhook_receiver.url)
    tell(people, range(2), new_id())
    with people.scope():
        OutboxMessage.objects.filter(payload__data__n=0).update(state="failed")
    deliver_due()
    assert numbers(webhook_receiver) == [1]


def test_a_message_held_back_for_a_while_still_goes_before_later_ones(
    people: VendorPeople, webhook_receiver: WebhookReceiver, clock: MovableClock
) -> None:
    listen(people, webhook_receiver.url)
    tell(people, range(2), new_id())
    with people.scope():
        later = clock.now().replace(year=clock.now().year + 1)
        OutboxMessage.objects.filter(payload__data__n=0).update(next_attempt_at=later)
    deliver_due()
    assert numbers(webhook_receiver) == []
    clock.set(later)
    deliver_due()
    assert numbers(webhook_receiver) == [0, 1]


def test_a_dead_a_slow_and_a_busy_receiver_slow_no_other(
    people: VendorPeople, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_webhooks, "SECONDS_ALLOWED", 2)
    with ExitStack() as stack:
        slow = stack.enter_context(receiving(seconds=1.5))
        silent = stack.enter_context(receiving(seconds=3))
        busy = stack.enter_context(receiving(statuses=[429], headers={"Retry-After": "600"}))
        healthy = stack.enter_context(receiving())
        listen(people, "http://127.0.0.1:9/")
        for receiver in (slow, silent, busy, healthy):
            listen(people, receiver.url)
        tell(people, range(12), new_id())
        monkeypatch.setattr(turns, "TURN_SECONDS", 5)
        monkeypatch.setattr(turns, "ROUND_SECONDS", 1)
        deliver_webhooks()
        assert numbers(healthy) == list(range(12))
        assert healthy.requests[-1].at < slow.requests[-1].at
        assert len(busy.requests) == 1
        assert len(silent.requests) == 1
        assert numbers(slow) == list(range(len(slow.requests)))


def test_new_messages_go_out_while_a_slow_receiver_is_waited_for(
    people: VendorPeople, webhook_receiver: WebhookReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving(seconds=1) as slow:
        listen(people, slow.url)
        listen(people, webhook_receiver.url)
        tell(people, range(1))
        original = turns.due_endpoints
        looks: list[int] = []

        def look() -> Any:
            looks.append(1)
            if len(looks) == 2:
                tell(people, range(1, 2))
            return original()

        monkeypatch.setattr(turns, "due_endpoints", look)
        deliver_webhooks()
        assert len(slow.requests) == 2
        assert webhook_receiver.requests[1].at < slow.requests[1].at


def test_retry_after_is_respected_for_all_that_waits_for_the_endpoint(
    people: VendorPeople, webhook_receiver: WebhookReceiver, clock: MovableClock
) -> None:
    listen(people, webhook_receiver.url)
    webhook_receiver.statuses, webhook_receiver.headers = [429], {"Retry-After": "3600"}
    tell(people, range(1))
    deliver_due()
    tell(people, range(5, 6))
    clock.move(minutes=59)
    deliver_due()
    assert numbers(webhook_receiver) == [0]
    clock.move(minutes=2)
    deliver_due()
    assert sorted(numbers(webhook_receiver)) == [0, 0, 5]


def test_a_changed_or_healthy_endpoint_rests_no_longer(
    people: VendorPeople, webhook_receiver: WebhookReceiver, clock: MovableClock
) -> None:
    endpoint_id = listen(people, webhook_receiver.url)
    webhook_receiver.statuses = [503]
    tell(people, range(1))
    deliver_due()
    with people.scope():
        assert WebhookEndpoint.objects.get(id=endpoint_id).failures_in_a_row == 1
    clock.move(seconds=6)
    deliver_due()
    with people.scope():
        endpoint = WebhookEndpoint.objects.get(id=endpoint_id)
        assert (endpoint.failures_in_a_row, endpoint.rests_until_at) == (0, None)


def test_every_attempt_is_in_the_log(
    people: VendorPeople, webhook_receiver: WebhookReceiver, clock: MovableClock
) -> None:
    listen(people, webhook_receiver.url)
    webhook_receiver.statuses, webhook_receiver.text = [500], "no\x00room " + "x" * 5000
    tell(people, range(1))
    deliver_due()
    clock.move(seconds=6)
    deliver_due()
    with people.scope():
        message = OutboxMessage.objects.get()
        failed, delivered = message.tries.all()
    assert (failed.status, failed.error, delivered.status, delivered.error) == (500, "answered 500", 200, "")
    assert failed.url == webhook_receiver.url and failed.milliseconds < 2000
    assert failed.answer.startswith("no\ufffdroom x") and len(failed.answer) == 1000
    assert failed.headers["webhook-id"] == str(message.id) == delivered.headers["webhook-id"]


def test_what_could_not_connect_is_in_the_log(people: VendorPeople) -> None:
    listen(people, "http://127.0.0.1:9/")
    tell(people, range(1))
    deliver_due()
    with people.scope():
        (attempt,) = DeliveryAttempt.objects.all()
    assert attempt.status is None and "Connect" in attempt.error


def test_what_was_delivered_is_sent_again_in_order(
    people: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    listen(people, webhook_receiver.url)
    tell(people, range(3), new_id())
    deliver_due()
    with people.scope():
        assert resend(OutboxMessage.objects.all()) == 3
    deliver_due()
    assert numbers(webhook_receiver) == [0, 1, 2, 0, 1, 2]
    assert len({request.headers["webhook-id"] for request in webhook_receiver.requests}) == 3


def test_sending_again_tries_an_endpoint_that_rests_at_once(
    people: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    listen(people, webhook_receiver.url)
    webhook_receiver.statuses, webhook_receiver.headers = [503], {"Retry-After": "3600"}
    tell(people, range(1))
    deliver_due()
    with people.scope():
        resend(OutboxMessage.objects.all())
    deliver_due()
    assert len(webhook_receiver.requests) == 2


def test_killing_the_sender_in_the_middle_loses_nothing(
    people: VendorPeople, stack_environment: dict[str, str], clock: MovableClock
) -> None:
    clock.move(days=1)
    with receiving(seconds=20) as receiver:
        listen(people, receiver.url)
        tell(people, range(3), new_id())
        environment = {**os.environ, **stack_environment, "PRM_ALLOW_PRIVATE_WEBHOOKS": "1"}
        sender = subprocess.Popen([sys.executable, "-c", DELIVER], cwd=REPOSITORY, env=environment)
        try:
            receiver.wait_for(1, 30)
        finally:
            sender.kill()
            sender.wait()
        receiver.seconds = 0
        deliver_due()
        assert numbers(receiver) == [0]
        clock.move(minutes=3)
        deliver_due()
        assert numbers(receiver) == [0, 0, 1, 2]
    with people.scope():
        assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"delivered"}
