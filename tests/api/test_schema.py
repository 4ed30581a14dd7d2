"""The OpenAPI schema: valid, without warnings, complete; and its page, which keeps to our security policy."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from drf_spectacular.generators import SchemaGenerator


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, op) for path, ops in schema["paths"].items() for method, op in ops.items()]


def test_the_schema_is_valid_and_raises_no_warning(tmp_path: Any) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"))


def test_every_call_is_described_with_its_errors_and_authentication(schema: dict[str, Any]) -> None:
    for path, method, operation in operations(schema):
        where = f"{method} {path}"
        assert operation.get("summary") and operation.get("tags"), where
        assert {"400", "401", "403", "404"} <= set(operation["responses"]), where
        assert any(code.startswith("2") for code in operation["responses"]), where
        assert "security" in operation or operation["operationId"] == "policy_schema", where
        if method == "post":
            assert {"$ref": "#/components/parameters/IdempotencyKey"} in operation["parameters"], where
            assert {"409", "415", "422"} <= set(operation["responses"]), where


def test_calls_that_take_more_than_a_note_show_an_example(schema: dict[str, Any]) -> None:
    for path in ("leads/", "leads/bulk/", "partners/", "policies/", "webhooks/", "deals/", "simulations/"):
        body = schema["paths"][f"/api/v1/{path}"]["post"]["requestBody"]["content"]["application/json"]
        assert body.get("examples"), path


def test_lists_take_limit_and_cursor(schema: dict[str, Any]) -> None:
    for path, method, operation in operations(schema):
        if operation["operationId"].endswith(("_list", "_timeline", "_decisions")):
            references = {
                parameter.get("$ref", "").rpartition("/")[2] for parameter in operation["parameters"]
            }
            assert {"Limit", "Cursor"} <= references, (path, method)


def test_schema_and_page_are_there_for_all(client: Client) -> None:
    answer = client.get("/api/v1/schema/")
    assert answer.status_code == 200 and b"/api/v1/leads/bulk/" in answer.content
    assert client.get("/api/v1/schema/?format=json").json()["openapi"].startswith("3.")


def test_the_page_has_no_inline_script_and_nothing_from_elsewhere(client: Client) -> None:
    answer = client.get("/api/v1/docs/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert not re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", page)
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "script-src 'self';" in answer["Content-Security-Policy"] + ";"
    script = client.get("/api/v1/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/v1/schema/" in script.content.decode()
