"""What a path names but the caller has not is a 404, whatever is sent to it."""

import pytest
from django.test import Client

from tests.api.test_access import PARTNER, PATTERNS, TABLE, url
from tests.people import VendorPeople

CHANGING = [key for key in TABLE if key[0] in ("POST", "PATCH", "DELETE") and "<" in PATTERNS[key[1]][0]]
BODIES = [
    (b"{}", "application/json"),
    (b'{"no_such_field": 1}', "application/json"),
    (b"[", "application/json"),
    (b"null", "application/json"),
    (b"a=b", "application/x-www-form-urlencoded"),
]


@pytest.mark.parametrize(("method", "name"), CHANGING)
def test_what_is_not_there_is_a_404_before_the_body_is_judged(
    client: Client, acme: VendorPeople, method: str, name: str
) -> None:
    people = acme.larkspur if TABLE[method, name] == PARTNER else acme
    for headers in (people.bearer, people.bearer | {"Idempotency-Key": "once"}):
        for body, kind in BODIES:
            answer = client.generic(method, url(name), body, content_type=kind, headers=headers)
            assert answer.status_code == 404, (body, answer.content)
            assert answer["Content-Type"] == "application/problem+json"
