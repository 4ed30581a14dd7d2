"""Wrong input to every field of a lead: always a 400 that names it, never a 500."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads.api.lead_input import LeadInput
from leads.fields.catalogue import LEAD_FIELDS
from leads.intake.normalise import clean_lead
from prm.platform.errors import InvalidInput
from tests.people import VendorPeople

# One value for each field that nobody could take for a good one.
WRONG: dict[str, Any] = {name: {"an": "object"} for name in LEAD_FIELDS} | {
    "email": "not an address",
    "phone": "12",
    "website": "http://",
    "country": "Atlantis",
    "region": "Nowhere",
    "postal_code": "!!",
    "latitude": 91,
    "longitude": -181,
    "products": ["!!"],
    "employees": -1,
    "languages": ["??"],
    "budget_amount": "a lot",
    "budget_confirmed": "perhaps",
    "estimated_value": -1,
    "currency": "ZZZ",
    "intent_score": 101,
    "consent": "sure",
    "custom": ["a", "list"],
}
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(["\x00", "\ud800", "x" * 30_000, 10**400, -(10**400), "１２", "\u202e"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def post(client: Client, body: Any, people: VendorPeople, query: str = "?strict=true") -> Any:
    return client.post(
        f"/api/v1/leads/{query}", json.dumps(body), content_type="application/json", headers=people.bearer
    )


def test_every_wrong_field_is_named_at_once(client: Client, acme: VendorPeople) -> None:
    answer = post(client, WRONG, acme)
    assert answer.status_code == 400
    named = {error["field"].split(".")[0] for error in answer.json()["errors"]}
    assert named == set(LEAD_FIELDS), set(LEAD_FIELDS) - named


@pytest.mark.parametrize("field", LEAD_FIELDS)
def test_each_wrong_field_is_named_alone(client: Client, acme: VendorPeople, field: str) -> None:
    good = {"external_id": "x", "company": "Example Mills"}
    answer = post(client, good | {field: WRONG[field]}, acme)
    assert answer.status_code == 400
    named = {error["field"].split(".")[0] for error in answer.json()["errors"]}
    assert field in named and named <= {field, "latitude", "longitude"}


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(lead=st.dictionaries(st.sampled_from(LEAD_FIELDS), ANYTHING, min_size=1, max_size=5))
def test_whatever_is_sent_is_stored_or_refused_by_name(
    client: Client, acme: VendorPeople, lead: dict[str, Any]
) -> None:
    answer = post(client, lead, acme, query="")
    assert answer.status_code in (201, 400), answer.content
    if answer.status_code == 400:
        errors = answer.json()["errors"]
        assert errors or answer.json()["code"] == "malformed"


def test_the_schema_shows_the_fields_that_are_read() -> None:
    assert tuple(LeadInput().fields) == LEAD_FIELDS
    with pytest.raises(InvalidInput):
        clean_lead(dict.fromkeys(LEAD_FIELDS))
