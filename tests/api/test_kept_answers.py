"""Answers kept for repeated requests hold what the requests held: they are forgotten in time."""

import json
from collections.abc import Callable
from typing import Any

from django.test import Client

from prm.platform.api.models import IdempotentAnswer
from prm.platform.api.tasks import sweep_kept_answers
from tests.people import VendorPeople
from tests.stack.clock import MovableClock


def post(client: Client, people: VendorPeople, key: str) -> Any:
    body = json.dumps({"email": f"{key}@example.com"})
    headers = people.bearer | {"Idempotency-Key": key}
    return client.post("/api/v1/leads/", body, content_type="application/json", headers=headers)


def test_the_sweep_forgets_what_is_older_than_a_day_of_every_vendor(
    client: Client, committed: None, fresh_vendor: Callable[[], VendorPeople], clock: MovableClock
) -> None:
    vendors = [fresh_vendor() for _ in "ab"]
    first = [post(client, people, "first").json()["id"] for people in vendors]
    clock.move(hours=23)
    for people in vendors:
        post(client, people, "second")
    sweep_kept_answers()
    assert post(client, vendors[0], "first").json()["id"] == first[0], "it is not a day yet"
    clock.move(hours=2)
    sweep_kept_answers()
    for people in vendors:
        with people.scope():
            assert list(IdempotentAnswer.objects.values_list("key", flat=True)) == ["second"]
    again = post(client, vendors[0], "first").json()
    assert again["duplicate"] is True, "it is read anew: the same person has asked again"
