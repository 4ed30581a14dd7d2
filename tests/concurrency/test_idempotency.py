"""The same Idempotency-Key, twice at once: one lead, whatever happens in between."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from leads.models import Lead
from prm.platform.api import idempotency
from routing.lead_pages.api import lead_views
from tests.people import VendorPeople

LEAD = {"email": "jo@example.com", "external_id": "once"}
WAIT_SECONDS = 60


@pytest.fixture
def people(committed: None, fresh_vendor: Callable[[], VendorPeople]) -> VendorPeople:
    return fresh_vendor()


def post(people: VendorPeople) -> Any:
    return Client().post(
        "/api/v1/leads/",
        LEAD,
        content_type="application/json",
        headers=people.bearer | {"Idempotency-Key": "the-same"},
    )


def post_in_thread(people: VendorPeople) -> Any:
    try:
        return post(people)
    finally:
        connections.close_all()


def second_while_first_runs(people: VendorPeople, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """The answers to a request, and to the same one that came while the first was being carried out."""
    started, finish, receive = Event(), Event(), lead_views.receive_post

    def receive_slowly(**given: Any) -> Lead:
        if not started.is_set():
            started.set()
            assert finish.wait(WAIT_SECONDS)
        return receive(**given)

    monkeypatch.setattr(lead_views, "receive_post", receive_slowly)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(post_in_thread, people)
        try:
            assert started.wait(WAIT_SECONDS)
            second = post(people)
        finally:
            finish.set()
    return first.result(), second


def leads_of(people: VendorPeople) -> int:
    with people.scope():
        return Lead.objects.count()


def test_while_the_first_still_runs_the_second_is_told_so(
    people: VendorPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = second_while_first_runs(people, monkeypatch)
    assert second.status_code == 409 and second.json()["code"] == "still_running"
    assert first.status_code == 201
    assert post(people).content == first.content
    assert leads_of(people) == 1


def test_without_the_lock_the_second_is_carried_out_too(
    people: VendorPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: only the table's unique key is left to stop one of the two, at the very end."""
    monkeypatch.setattr(idempotency, "_lock", lambda *_: None)
    first, second = second_while_first_runs(people, monkeypatch)
    assert second.status_code == 201
    assert first.status_code == 409 and first.json()["code"] == "exists"
    assert leads_of(people) == 1
