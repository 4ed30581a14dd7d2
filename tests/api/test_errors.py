"""Every error is a problem in JSON, whatever went wrong, and changes nothing."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from leads.models import Lead
from tests.people import VendorPeople

GOOD = {"email": "jo@example.com"}


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "code", "errors"} == set(body) and body["status"] == status
    return body


def raw(client: Client, body: bytes, people: VendorPeople, kind: str = "application/json") -> Any:
    """Posts a body as it is, in strict mode: one unreadable value refuses the lead."""
    return client.generic(
        "POST", "/api/v1/leads/?strict=true", body, content_type=kind, headers=people.bearer
    )


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"nothing",
        b"\xff\xfe",
        b'{"email": "\xff"}',
        b'{"email": "jo@example.com",}',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"employees": ' + b"9" * 10_000 + b"}",
        b'{"email": "a@example.com", "email": "b@example.com"}',
        b"[]",
        b"5",
        b'"text"',
        b"null",
    ],
)
def test_a_body_that_cannot_be_read_is_a_400(client: Client, acme: VendorPeople, body: bytes) -> None:
    problem(raw(client, body, acme), 400)
    with acme.scope():
        assert not Lead.objects.exists()


def test_a_name_that_is_there_twice_is_named(client: Client, acme: VendorPeople) -> None:
    body = problem(raw(client, b'{"email": "a@example.com", "email": "b@example.com"}', acme), 400)
    assert body["errors"] == [
        {"field": "email", "code": "duplicate", "message": "This field is there twice."}
    ]


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999"])
def test_a_number_that_is_not_finite_is_named(client: Client, acme: VendorPeople, number: bytes) -> None:
    body = problem(raw(client, b'{"email": "a@example.com", "estimated_value": ' + number + b"}", acme), 400)
    assert [error["field"] for error in body["errors"]] == ["estimated_value"]


def test_an_error_can_name_fields_that_cannot_be_sent_back(client: Client, acme: VendorPeople) -> None:
    body = problem(raw(client, b'{"email": "a@example.com", "\\ud800\\u0000": 1}', acme), 400)
    assert body["errors"][0]["code"] == "unknown_field"


def test_other_bodies_are_a_415(client: Client, acme: VendorPeople) -> None:
    for kind in ("application/xml", "text/plain", "multipart/form-data; boundary=x"):
        assert problem(raw(client, b"email=jo", acme, kind), 415)["code"] == "unsupported_media_type"


def test_a_body_that_is_too_large_is_a_413(client: Client, acme: VendorPeople) -> None:
    large = json.dumps({"need": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}).encode()
    assert problem(raw(client, large, acme), 413)["code"] == "too_large"


def test_a_body_in_chunks_is_not_taken_for_none(client: Client, acme: VendorPeople) -> None:
    answer = client.post(
        "/api/v1/leads/", headers=acme.bearer | {"Transfer-Encoding": "chunked"}, CONTENT_LENGTH=""
    )
    assert problem(answer, 411)["code"] == "length_required"


def test_another_method_is_a_405(client: Client, acme: VendorPeople) -> None:
    answer = client.delete("/api/v1/leads/", headers=acme.bearer)
    assert problem(answer, 405)["code"] == "method_not_allowed" and "POST" in answer["Allow"]


def test_a_path_that_there_is_not_is_a_404(client: Client, acme: VendorPeople) -> None:
    for path in ("nothing/", "leads/not-an-id/", "leads/%00/", "leads/1/"):
        problem(client.get(f"/api/v1/{path}", headers=acme.bearer), 404)


def test_a_path_without_its_slash_does_not_lose_the_body(client: Client, acme: VendorPeople) -> None:
    answer = client.post("/api/v1/leads", GOOD, content_type="application/json", headers=acme.bearer)
    assert "slash" in problem(answer, 404)["detail"]


def test_a_strange_accept_header_still_gets_json(client: Client, acme: VendorPeople) -> None:
    for accept in ("text/html", "application/xml", "image/*;q=x"):
        answer = client.get("/api/v1/leads/", headers=acme.bearer | {"Accept": accept})
        assert answer.status_code == 200 and answer["Content-Type"] == "application/json"


def test_a_fault_of_ours_is_a_500_that_tells_nothing(
    client: Client, acme: VendorPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        Lead.objects.create(email="half@example.com")
        raise RuntimeError("secret detail")

    monkeypatch.setattr("routing.lead_pages.api.lead_views.receive_post", fail)
    client.raise_request_exception = False
    answer = raw(client, json.dumps(GOOD).encode(), acme)
    assert "secret" not in json.dumps(problem(answer, 500))
    with acme.scope():
        assert not Lead.objects.exists()


@pytest.mark.parametrize("path", ["leads/", "tiers/", "partners/", "webhooks/", "policies/", "offers/"])
def test_a_query_that_nobody_reads_is_named(client: Client, acme: VendorPeople, path: str) -> None:
    for query, field, code in (
        ("colour=red", "colour", "unknown_field"),
        ("limit=5&limit=6", "limit", "duplicate"),
    ):
        answer = client.get(f"/api/v1/{path}?{query}", headers=acme.bearer)
        [error] = problem(answer, 400)["errors"]
        assert (error["field"], error["code"]) == (field, code)
