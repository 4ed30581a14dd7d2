"""The sweep that beat runs: one round at a time, and nothing lost when two run all the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings

from prm.platform.outbox import deliver
from prm.platform.outbox.announce import Announcement, announce
from prm.platform.outbox.deliver import deliver_due
from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.tasks import ONE_AT_A_TIME, sweep_outbox
from tests.factories import WebhookEndpointFactory
from tests.people import VendorPeople
from tests.stack.receivers import WebhookReceiver

MESSAGES = 40


@pytest.fixture
def people(
    committed: None,
    fresh_vendor: Callable[[], VendorPeople],
    webhook_receiver: WebhookReceiver,
    settings: Settings,
) -> VendorPeople:
    settings.ALLOW_PRIVATE_WEBHOOKS = True
    people = fresh_vendor()
    with people.scope():
        WebhookEndpointFactory(url=webhook_receiver.url)
        announce([Announcement(event="lead.won", key=f"won:{n}", payload={"n": n}) for n in range(MESSAGES)])
    return people


def test_a_sweep_delivers_what_is_due(people: VendorPeople, webhook_receiver: WebhookReceiver) -> None:
    cache.delete(ONE_AT_A_TIME)
    assert sweep_outbox() >= MESSAGES
    assert len(webhook_receiver.requests) == MESSAGES
    assert cache.get(ONE_AT_A_TIME) is None


def test_a_second_sweep_leaves_at_once(people: VendorPeople, webhook_receiver: WebhookReceiver) -> None:
    cache.add(ONE_AT_A_TIME, 1, 30)
    assert sweep_outbox() == 0
    cache.delete(ONE_AT_A_TIME)
    assert webhook_receiver.requests == []


def test_no_vendor_waits_for_the_others_to_run_dry(
    people: VendorPeople,
    fresh_vendor: Callable[[], VendorPeople],
    webhook_receiver: WebhookReceiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deliver, "VENDORS_AT_ONCE", 1)
    other = fresh_vendor()
    with other.scope():
        WebhookEndpointFactory(url=webhook_receiver.url)
        announce([Announcement(event="lead.won", key="won", payload={})])
    deliver_due()
    assert len(webhook_receiver.requests) == MESSAGES + 1


def test_rounds_side_by_side_send_nothing_twice(
    people: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _n: deliver_and_close(), range(4)))
    ids = [request.headers["webhook-id"] for request in webhook_receiver.requests]
    assert len(ids) == len(set(ids)) == MESSAGES
    with people.scope():
        assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"delivered"}


def deliver_and_close() -> None:
    try:
        deliver_due()
    finally:
        connection.close()
