"""To whatever its schema allows the API answers as the schema says, and never with an error of ours."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.test import Client

from tests.fuzz import Result, fuzz
from tests.people import VendorPeople


@pytest.fixture
def schema(served: str) -> Any:
    """The published schema, with the address of the server."""
    document = Client().get("/api/v1/schema/?format=json").json()
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=served)
    return schema


def test_no_request_is_answered_off_the_schema(schema: Any, fresh_vendor: Callable[[], VendorPeople]) -> None:
    people, result = fresh_vendor(), Result()
    fuzz(schema, people.key, examples=1, seed_of_run=1, result=result)
    assert not result.failures, "\n\n".join(f"{label}\n{words}" for label, words in result.failures.items())
    assert result.requests > 100


def test_an_answer_off_the_schema_is_found(schema: Any, fresh_vendor: Callable[[], VendorPeople]) -> None:
    people, result = fresh_vendor(), Result()
    read = schema.raw_schema["paths"]["/api/v1/tiers/"]["get"]["responses"]
    read["200"]["content"]["application/json"]["schema"] = {"type": "string"}
    fuzz(schema, people.key, examples=2, seed_of_run=1, result=result, only=["/api/v1/tiers/"])
    assert "GET /api/v1/tiers/" in result.failures
