"""Webhook endpoints through the API."""

from typing import Any

import pytest
from django.test import Client

from prm.platform.outbox.models import WebhookEndpoint
from tests.people import VendorPeople

HOOK = {"url": "https://hooks.example.com/in", "events": ["offer.created"]}


def send(client: Client, method: str, path: str, people: Any, data: Any = None, **headers: str) -> Any:
    body = {} if data is None else {"data": data, "content_type": "application/json"}
    return getattr(client, method)(f"/api/v1/{path}", headers=people.bearer | headers, **body)


def test_a_webhook_from_beginning_to_end(client: Client, acme: VendorPeople, globex: VendorPeople) -> None:
    made = send(client, "post", "webhooks/", acme, HOOK)
    assert made.status_code == 201 and made.json()["secret"].startswith("whsec_")
    path = f"webhooks/{made.json()['id']}/"
    assert "secret" not in send(client, "get", path, acme).json()
    assert "whsec_" not in send(client, "get", "webhooks/", acme).content.decode()
    changed = send(client, "patch", path, acme, {"is_active": False, "events": []}).json()
    assert changed["is_active"] is False and changed["events"] == []
    renewed = send(client, "post", f"{path}secret/", acme, {}).json()["secret"]
    assert renewed != made.json()["secret"]
    for method, more in (("get", ""), ("patch", ""), ("delete", ""), ("post", "secret/")):
        body = None if method in ("get", "delete") else {}
        assert send(client, method, path + more, globex, body).status_code == 404
    assert send(client, "get", "webhooks/", acme.larkspur).status_code == 403
    assert send(client, "delete", path, acme).status_code == 204
    assert send(client, "get", path, acme).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://hooks.example.com/",
        "javascript:alert(1)",
        "http://127.0.0.1/",
        "http://localhost:8000/",
        "http://10.0.0.8/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://user:pass@hooks.example.com/",
        5,
    ],
)
def test_a_webhook_goes_to_public_addresses_only(
    client: Client, acme: VendorPeople, url: Any, settings: Any
) -> None:
    settings.ALLOW_PRIVATE_WEBHOOKS = False
    answer = send(client, "post", "webhooks/", acme, {"url": url})
    assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == "url"
    with acme.scope():
        assert not WebhookEndpoint.objects.exists()


def test_wrong_fields_are_named(client: Client, acme: VendorPeople, globex: VendorPeople) -> None:
    answer = send(
        client, "post", "webhooks/", acme, {"url": 3, "shape": "fax", "is_active": "yes", "secret": "mine"}
    )
    assert {e["field"] for e in answer.json()["errors"]} == {"url", "shape", "is_active", "secret"}
    foreign = str(globex.larkspur.partner.id)
    answer = send(client, "post", "webhooks/", acme, HOOK | {"events": ["lead.eaten"], "partner": foreign})
    assert {e["field"] for e in answer.json()["errors"]} == {"events.0", "partner"}
