"""A key may do what its scopes name, and an answer that refuses it names the scope it needs."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from prm.platform.tenants.keys import issue_key
from prm.platform.tenants.models import ApiKey
from prm.platform.tenants.scopes import EVERYTHING, scope_needed
from tests.api.test_access import EITHER, OPEN, TABLE, TOKEN, VENDOR, url
from tests.people import VendorPeople


def bearer(people: VendorPeople, *scopes: str, partner: bool = False) -> dict[str, str]:
    with people.scope():
        partner_id = people.larkspur.partner.id if partner else None
        key = issue_key(vendor=people.vendor, name="limited", partner_id=partner_id, scopes=scopes)
    return {"Authorization": f"Bearer {key.text}"}


def call(client: Client, method: str, path: str, headers: dict[str, str]) -> Any:
    return client.generic(method, path, b"{}", content_type="application/json", headers=headers)


def test_every_call_is_on_the_list() -> None:
    closed = [(method, url(name)) for (method, name), kind in TABLE.items() if kind not in (OPEN, TOKEN)]
    needed = {scope_needed(method, path) for method, path in closed}
    assert EVERYTHING not in needed, [call for call in closed if scope_needed(*call) == EVERYTHING]
    assert needed <= set(settings.API_SCOPES)


@pytest.mark.parametrize("taken", sorted(settings.API_SCOPES))
def test_a_key_without_a_scope_is_refused_by_name(acme: VendorPeople, client: Client, taken: str) -> None:
    vendors = bearer(acme, *(set(settings.API_SCOPES) - {taken}))
    partners = bearer(acme, *(set(settings.API_SCOPES) - {taken}), partner=True)
    for (method, name), kind in TABLE.items():
        if kind in (OPEN, TOKEN) or scope_needed(method, url(name)) != taken:
            continue
        answer = call(client, method, url(name), vendors if kind in (VENDOR, EITHER) else partners)
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_needed"), (method, name)
        assert taken in answer.json()["detail"]
        assert f'scope="{taken}"' in answer["WWW-Authenticate"]
        assert answer["Content-Type"] == "application/problem+json"


def test_a_key_with_one_scope_makes_the_calls_of_that_scope(acme: VendorPeople, client: Client) -> None:
    for scope, path in (
        ("leads:read", "leads/"),
        ("partners:read", "tiers/"),
        ("webhooks:read", "webhooks/"),
    ):
        assert client.get(f"/api/v1/{path}", headers=bearer(acme, scope)).status_code == 200
    body = {"email": "dana@example.com", "source": "web"}
    posting = bearer(acme, "leads:write")
    assert client.post("/api/v1/leads/", body, "application/json", headers=posting).status_code == 201
    assert client.get("/api/v1/leads/", headers=posting).status_code == 403


def test_keys_made_before_and_keys_with_nothing_said_have_every_scope(acme: VendorPeople) -> None:
    with acme.scope():
        assert set(map(tuple, ApiKey.objects.values_list("scopes", flat=True))) == {(EVERYTHING,)}


def test_a_key_hands_on_no_scope_that_it_has_not(acme: VendorPeople, client: Client) -> None:
    path = f"/api/v1/partners/{acme.larkspur.partner.id}/keys/"
    limited = bearer(acme, "keys:write", "offers:read")

    def ask(body: dict[str, Any]) -> Any:
        return client.post(path, body, "application/json", headers=limited)

    refused = ask({"name": "more", "scopes": ["offers:act"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_needed")
    assert ask({"name": "same", "scopes": ["offers:read"]}).json()["scopes"] == ["offers:read"]
    assert ask({"name": "default"}).json()["scopes"] == ["keys:write", "offers:read"]
    wrong = ask({"name": "x", "scopes": ["everything"]})
    assert wrong.status_code == 400
    assert wrong.json()["errors"][0]["field"].startswith("scopes")
    with acme.scope():
        assert not ApiKey.objects.filter(name__in=["more", "x"]).exists()


def test_the_admin_chooses_and_shows_scopes(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.alice)
    page = client.get(acme.url("admin/tenants/apikey/add/"))
    assert "leads:write" in page.text
    answer = client.post(
        acme.url("admin/tenants/apikey/add/"), {"name": "Forms", "scopes": ["leads:write", "leads:read"]}
    )
    assert answer.status_code == 200
    with acme.scope():
        assert ApiKey.objects.get(name="Forms").scopes == ["leads:read", "leads:write"]
    assert "leads:read, leads:write" in client.get(acme.url("admin/tenants/apikey/")).text


def test_the_schema_names_the_scope_of_each_call(client: Client) -> None:
    schema = client.get("/api/v1/schema/?format=json").json()
    assert schema["paths"]["/api/v1/leads/"]["post"]["x-scope"] == "leads:write"
    assert "offers:act" in schema["components"]["securitySchemes"]["apiKey"]["description"]
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if operation.get("security"):
                assert operation["x-scope"] in settings.API_SCOPES, (method, path)
