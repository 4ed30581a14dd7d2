"""How much a key, and a vendor, may ask for in a minute; and vendors that the operator has suspended."""

import json
import re
from io import StringIO
from typing import Any

import pytest
import redis
from django.core.management import CommandError, call_command
from django.test import Client

from leads.models import Lead
from prm.platform import clock
from prm.platform.tenants.models import AuditEntry
from routing.batches.selectors.due import vendors_with_waiting_leads
from tests.factories import LeadFactory
from tests.people import VendorPeople
from tests.stack.clock import MovableClock


def operate(*arguments: str) -> dict[str, Any]:
    said = StringIO()
    call_command("vendor", *arguments, stdout=said)
    return dict(json.loads(said.getvalue()))


def get(client: Client, people: VendorPeople, path: str = "leads/") -> Any:
    return client.get(f"/api/v1/{path}", headers=people.bearer)


def test_every_answer_tells_what_is_left(acme: VendorPeople, client: Client, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 100
    told = [get(client, acme)["RateLimit"] for _ in range(3)]
    left = [int(re.fullmatch(r'"key";r=(\d+);t=\d+', line)[1]) for line in told]  # type: ignore[index]
    assert left == [99, 98, 97]
    assert get(client, acme)["RateLimit-Policy"] == '"key";q=100;w=60'


def test_beyond_the_limit_nothing_is_done_until_the_next_minute(
    acme: VendorPeople, client: Client, settings: Any, clock: MovableClock
) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2
    body = {"email": "dana@example.com", "source": "web"}
    answers = [
        client.post(
            "/api/v1/leads/", {**body, "email": f"d{n}@example.com"}, "application/json", headers=acme.bearer
        )
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    refused = answers[2]
    assert refused.json()["code"] == "too_many_requests"
    assert refused["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused["Retry-After"]) <= 60
    with acme.scope():
        assert Lead.objects.count() == 2
    clock.move(seconds=int(refused["Retry-After"]))
    assert get(client, acme).status_code == 200


def test_each_key_has_its_own_limit(
    acme: VendorPeople, client: Client, settings: Any, clock: MovableClock
) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    assert [get(client, acme).status_code for _ in range(2)] == [200, 429]
    assert client.get("/api/v1/offers/", headers=acme.larkspur.bearer).status_code == 200


def test_an_operator_limits_all_keys_of_a_vendor_together(
    acme: VendorPeople, globex: VendorPeople, client: Client, clock: MovableClock
) -> None:
    assert operate("limit", "acme", "2")["requests_per_minute"] == 2
    offers = client.get("/api/v1/offers/", headers=acme.larkspur.bearer)
    assert (offers.status_code, offers["RateLimit-Policy"]) == (200, '"vendor";q=2;w=60')
    assert [get(client, acme).status_code for _ in range(2)] == [200, 429]
    assert get(client, globex).status_code == 200
    assert operate("limit", "acme", "0")["requests_per_minute"] is None
    assert get(client, acme).status_code == 200
    with pytest.raises(CommandError):
        operate("limit", "acme", "-1")


def test_without_redis_nobody_is_refused(
    acme: VendorPeople, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    gone = redis.Redis(port=1, socket_connect_timeout=0.2)
    monkeypatch.setattr("prm.platform.api.limits.redis_client", lambda **_wishes: gone)
    assert [get(client, acme).status_code for _ in range(3)] == [200, 200, 200]


def test_a_suspended_vendor_is_not_served_and_comes_back_whole(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    with acme.scope():
        LeadFactory()
    client.force_login(acme.bob)
    assert operate("suspend", "acme")["is_active"] is False
    assert client.get(acme.url("admin/")).status_code == 404
    assert client.get(acme.url("portal/")).status_code == 404
    refused = get(client, acme)
    assert (refused.status_code, refused.json()["code"]) == (403, "suspended")
    assert acme.vendor.id not in vendors_with_waiting_leads(clock.now())
    assert get(client, globex).status_code == 200
    operate("resume", "acme")
    assert client.get(acme.url("admin/")).status_code == 200
    assert get(client, acme).status_code == 200
    assert acme.vendor.id in vendors_with_waiting_leads(clock.now())
    with acme.scope():
        actions = AuditEntry.objects.filter(subject="tenants.vendor").order_by("at")
        assert list(actions.values_list("action", flat=True)) == ["suspended", "resumed"]


def test_there_is_no_such_vendor(db: None) -> None:
    with pytest.raises(CommandError, match="no vendor nobody"):
        operate("suspend", "nobody")
