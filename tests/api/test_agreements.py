"""The rules of engagement by script: written, published, fixed; and who signed."""

import json
from typing import Any

from django.test import Client

from partners.models import Agreement
from partners.services.sign_agreement import digest_of, sign_agreement
from tests.people import VendorPeople

TEXT = {"title": "Rules of engagement", "body": "Call within a day.", "grace_days": 14}


def send(client: Client, method: str, path: str, body: Any, people: VendorPeople) -> Any:
    data = json.dumps(body).encode()
    url = f"/api/v1/agreements/{path}"
    return client.generic(method, url, data, content_type="application/json", headers=people.bearer)


def test_a_version_is_written_published_and_then_fixed(client: Client, in_acme: VendorPeople) -> None:
    made = send(client, "POST", "", TEXT, in_acme)
    assert made.status_code == 201 and made.json()["number"] == 1
    path = made["Location"].removeprefix("/api/v1/agreements/")
    assert send(client, "PATCH", path, {"body": "Call at once."}, in_acme).status_code == 200
    assert send(client, "POST", f"{path}publish/", {}, in_acme).json()["published_at"]
    for method, body in (("PATCH", {"body": "Other words"}), ("DELETE", {}), ("POST", {})):
        answer = send(client, method, f"{path}publish/" if method == "POST" else path, body, in_acme)
        assert (answer.status_code, answer.json()["code"]) == (409, "already_published")
    assert send(client, "PATCH", path, {"grace_days": 3}, in_acme).json()["grace_days"] == 3


def test_wrong_fields_are_named(client: Client, in_acme: VendorPeople) -> None:
    answer = send(client, "POST", "", {"title": "", "grace_days": -1, "text": "x"}, in_acme)
    assert answer.status_code == 400
    assert {e["field"] for e in answer.json()["errors"]} == {"title", "body", "grace_days", "text"}
    assert not Agreement.objects.exists()


def test_who_signed_can_be_read(client: Client, in_acme: VendorPeople) -> None:
    path = send(client, "POST", "", TEXT, in_acme)["Location"].removeprefix("/api/v1/agreements/")
    send(client, "POST", f"{path}publish/", {}, in_acme)
    agreement = Agreement.objects.get()
    sign_agreement(
        partner_id=in_acme.larkspur.partner.id,
        agreement_id=agreement.id,
        text_digest=digest_of(agreement),
        signed_name="Pat Larkspur",
        user_id=in_acme.larkspur.admin.id,
        address="192.0.2.7",
    )
    [signed] = send(client, "GET", f"{path}signatures/", {}, in_acme).json()["results"]
    assert signed["partner"] == str(in_acme.larkspur.partner.id)
    assert (signed["signed_name"], signed["address"]) == ("Pat Larkspur", "192.0.2.7")
