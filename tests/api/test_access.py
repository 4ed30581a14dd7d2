"""Who may call what: every registered path and method is in this table, or the suite fails."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.people import VendorPeople

VENDOR, PARTNER, EITHER, OPEN, TOKEN = "vendor", "partner", "either", "open", "token"
TABLE: dict[tuple[str, str], str] = {
    ("GET", "schema"): OPEN,
    ("GET", "docs"): OPEN,
    ("GET", "inbound"): TOKEN,  # the address holds a secret of its own; no key opens another
    ("POST", "inbound"): TOKEN,
    ("GET", "policy_schema"): OPEN,
    ("GET", "imports"): VENDOR,
    ("POST", "imports"): VENDOR,
    ("GET", "import"): VENDOR,
    ("PATCH", "import"): VENDOR,
    ("DELETE", "import"): VENDOR,
    ("POST", "import_start"): VENDOR,
    ("POST", "import_stop"): VENDOR,
    ("GET", "import_refused"): VENDOR,
    ("GET", "webhooks"): VENDOR,
    ("POST", "webhooks"): VENDOR,
    ("GET", "webhook"): VENDOR,
    ("PATCH", "webhook"): VENDOR,
    ("DELETE", "webhook"): VENDOR,
    ("POST", "webhook_secret"): VENDOR,
    ("GET", "webhook_deliveries"): VENDOR,
    ("GET", "webhook_delivery"): VENDOR,
    ("POST", "webhook_resend"): VENDOR,
    ("POST", "webhook_retry"): VENDOR,
    ("GET", "crm_connections"): VENDOR,
    ("GET", "crm_records"): VENDOR,
    ("GET", "crm_record"): VENDOR,
    ("POST", "crm_resend"): VENDOR,
    ("POST", "crm_resolve"): VENDOR,
    ("GET", "agreements"): VENDOR,
    ("POST", "agreements"): VENDOR,
    ("GET", "agreement"): VENDOR,
    ("PATCH", "agreement"): VENDOR,
    ("DELETE", "agreement"): VENDOR,
    ("POST", "agreement_publish"): VENDOR,
    ("GET", "agreement_signatures"): VENDOR,
    ("POST", "lead_offer"): VENDOR,
    ("POST", "lead_route_again"): VENDOR,
    ("POST", "lead_erase"): VENDOR,
    ("GET", "lead_known"): VENDOR,
    ("POST", "lead_merge"): VENDOR,
    ("POST", "lead_unmerge"): VENDOR,
    ("POST", "lead_separate_post"): VENDOR,
    ("POST", "lead_dismiss_like"): VENDOR,
    ("GET", "partners"): VENDOR,
    ("POST", "partners"): VENDOR,
    ("GET", "partner"): VENDOR,
    ("PATCH", "partner"): VENDOR,
    ("GET", "partner_keys"): VENDOR,
    ("POST", "partner_keys"): VENDOR,
    ("DELETE", "partner_key"): VENDOR,
    ("GET", "territories"): VENDOR,
    ("POST", "territories"): VENDOR,
    ("GET", "territory"): VENDOR,
    ("DELETE", "territory"): VENDOR,
    **{
        (method, name): VENDOR
        for one, many in (
            ("tier", "tiers"),
            ("certification", "certifications"),
            ("vertical", "verticals"),
            ("product", "products"),
        )
        for method, name in (("GET", many), ("POST", many), ("GET", one), ("PATCH", one), ("DELETE", one))
    },
    ("GET", "leads"): VENDOR,
    ("POST", "leads"): VENDOR,
    ("POST", "leads_bulk"): VENDOR,
    ("GET", "lead"): VENDOR,
    ("PATCH", "lead"): VENDOR,
    ("GET", "lead_timeline"): VENDOR,
    ("GET", "lead_decisions"): VENDOR,
    **{
        (method, name): VENDOR
        for one, many in (("strategic_account", "strategic_accounts"), ("exchange_rate", "exchange_rates"))
        for method, name in (("GET", many), ("POST", many), ("GET", one), ("DELETE", one))
    },
    ("GET", "web_forms"): VENDOR,
    ("POST", "web_forms"): VENDOR,
    ("GET", "web_form"): VENDOR,
    ("PATCH", "web_form"): VENDOR,
    ("DELETE", "web_form"): VENDOR,
    ("GET", "qualification"): VENDOR,
    ("PATCH", "qualification"): VENDOR,
    ("GET", "aliases"): VENDOR,
    ("POST", "aliases"): VENDOR,
    ("GET", "alias"): VENDOR,
    ("PATCH", "alias"): VENDOR,
    ("DELETE", "alias"): VENDOR,
    ("GET", "deals"): EITHER,
    ("POST", "deals"): EITHER,
    ("GET", "deal"): EITHER,
    ("POST", "deal_approve"): VENDOR,
    ("POST", "deal_refuse"): VENDOR,
    ("POST", "conflict_check"): EITHER,
    ("GET", "offers"): EITHER,
    ("GET", "offer"): EITHER,
    **{
        ("POST", f"offer_{action}"): PARTNER
        for action in ("accept", "decline", "update", "outcome", "more_time")
    },
    ("GET", "offer_messages"): EITHER,
    ("POST", "offer_messages"): EITHER,
    ("GET", "offer_why"): PARTNER,
    ("GET", "decline_reasons"): EITHER,
    ("GET", "policies"): VENDOR,
    ("POST", "policies"): VENDOR,
    ("POST", "policy_template"): VENDOR,
    ("GET", "missed_leads"): EITHER,
    ("GET", "path"): EITHER,
    ("GET", "policy"): VENDOR,
    ("PATCH", "policy"): VENDOR,
    ("DELETE", "policy"): VENDOR,
    **{
        ("POST", f"policy_{action}"): VENDOR
        for action in ("submit", "publish", "rollback", "validate", "diff", "try")
    },
    ("GET", "policy_export"): VENDOR,
    ("GET", "simulations"): VENDOR,
    ("POST", "simulations"): VENDOR,
    ("GET", "simulation"): VENDOR,
    ("POST", "simulation_cancel"): VENDOR,
}


def patterns(resolver: URLResolver, prefix: str = "/") -> dict[str, tuple[str, Any]]:
    found: dict[str, tuple[str, Any]] = {}
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found |= patterns(entry, path)
        elif isinstance(entry, URLPattern) and path.startswith("/api/"):
            found[str(entry.name)] = (path, entry.callback)
    return found


PATTERNS = patterns(get_resolver("prm.project.urls"))


def url(name: str) -> str:
    """A path of that name with an ID that nobody has."""
    parts = PATTERNS[name][0].split("/")
    filled = [
        f"{uuid4()}" if part.startswith("<uuid") else "no-such" if part.startswith("<slug") else part
        for part in parts
    ]
    return "/".join(filled)


def call(client: Client, method: str, name: str, headers: dict[str, str]) -> Any:
    return client.generic(method, url(name), b"{}", content_type="application/json", headers=headers)


def test_every_path_and_method_is_in_the_table() -> None:
    methods = {
        (method.upper(), name)
        for name, (_, view) in PATTERNS.items()
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(view.view_class, method)
    }
    assert methods == set(TABLE)


@pytest.mark.parametrize(("method", "name"), TABLE)
def test_who_may_call(client: Client, acme: VendorPeople, method: str, name: str) -> None:
    who = TABLE[method, name]
    without = call(client, method, name, {}).status_code
    vendor = call(client, method, name, acme.bearer).status_code
    partner = call(client, method, name, acme.larkspur.bearer).status_code
    if who == OPEN:
        assert without == 200
        return
    if who == TOKEN:
        assert (without, vendor, partner) == (404, 404, 404)
        return
    assert without == 401
    assert (vendor == 403) == (who == PARTNER), vendor
    assert (partner == 403) == (who == VENDOR), partner
    is_detail = "<" in PATTERNS[name][0]
    if is_detail and vendor != 403:
        assert vendor in (404, 400)
    if is_detail and partner != 403:
        assert partner in (404, 400)


@pytest.mark.parametrize(
    ("method", "name"), [key for key in TABLE if key[0] == "POST" and TABLE[key] != TOKEN]
)
def test_every_post_honours_idempotency_keys(
    client: Client, acme: VendorPeople, method: str, name: str
) -> None:
    people = acme.larkspur if TABLE[method, name] == PARTNER else acme
    answer = call(client, method, name, people.bearer | {"Idempotency-Key": "x" * 256})
    assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == "Idempotency-Key"
