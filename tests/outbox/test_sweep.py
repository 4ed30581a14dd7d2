"""The sweep that beat runs: one round at a time, and nothing lost when two run all the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings

from prm.platform.ids import new_id
from prm.platform.outbox import turns
from prm.platform.outbox.announce import Announcement, announce
from prm.platform.outbox.deliver import deliver_due
from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.tasks import WEBHOOK_ROUND, sweep_webhooks
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
    cache.delete(WEBHOOK_ROUND)
    assert sweep_webhooks() >= MESSAGES
    assert len(webhook_receiver.requests) == MESSAGES
    assert cache.get(WEBHOOK_ROUND) is None


def test_a_second_sweep_leaves_at_once(people: VendorPeople, webhook_receiver: WebhookReceiver) -> None:
    cache.add(WEBHOOK_ROUND, 1, 30)
    assert sweep_webhooks() == 0
    cache.delete(WEBHOOK_ROUND)
    assert webhook_receiver.requests == []


def test_no_vendor_waits_for_the_others_to_run_dry(
    people: VendorPeople,
    fresh_vendor: Callable[[], VendorPeople],
    webhook_receiver: WebhookReceiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "ENDPOINTS_AT_ONCE", 1)
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


def test_rounds_side_by_side_keep_the_order_of_each_lead(
    people: VendorPeople, webhook_receiver: WebhookReceiver
) -> None:
    leads = [new_id() for _ in range(4)]
    with people.scope():
        announce(
            [
                Announcement(event="lead.won", key=f"{lead}:{n}", payload={"n": n}, lead_id=lead)
                for n in range(10)
                for lead in leads
            ]
        )
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _n: deliver_and_close(), range(4)))
    with people.scope():
        of = {str(id_): (lead, n) for id_, lead, n in rows_of_leads()}
    came = [of[id_] for request in webhook_receiver.requests if (id_ := request.headers["webhook-id"]) in of]
    for lead in leads:
        assert [n for whose, n in came if whose == lead] == list(range(10))


def rows_of_leads() -> list[tuple[UUID, UUID, int]]:
    found = OutboxMessage.objects.exclude(lead_id=None)
    return list(found.values_list("id", "lead_id", "payload__data__n"))


def deliver_and_close() -> None:
    try:
        deliver_due()
    finally:
        connection.close()
