"""What an API key changes is in the vendor's audit trail, with the key's name, and nothing else is."""

import json
from typing import Any

from django.test import Client

from prm.platform.tenants.models import AuditEntry
from tests.factories import TierFactory
from tests.people import VendorPeople


def send(client: Client, method: str, path: str, body: Any, people: VendorPeople, **headers: str) -> Any:
    data = json.dumps(body).encode()
    sent = people.bearer | headers
    return client.generic(method, f"/api/v1/{path}", data, content_type="application/json", headers=sent)


def entries() -> list[tuple[str, str, str]]:
    rows = AuditEntry.objects.order_by("at", "id")
    return [(entry.action, entry.subject, entry.summary["name"]) for entry in rows]


def test_a_key_leaves_the_same_trail_as_a_person(client: Client, in_acme: VendorPeople) -> None:
    TierFactory(slug="gold")
    made = send(client, "POST", "partners/", {"name": "Larkspur", "tier": "gold"}, in_acme).json()
    send(client, "PATCH", f"partners/{made['id']}/", {"capacity": 3, "weight": 2}, in_acme)
    key = send(client, "POST", f"partners/{made['id']}/keys/", {"name": "Their CRM"}, in_acme).json()
    send(client, "DELETE", f"partners/{made['id']}/keys/{key['id']}/", {}, in_acme)
    assert entries() == [
        ("added", "partners.partner", "Larkspur"),
        ("changed", "partners.partner", "Larkspur"),
        ("issued", "tenants.apikey", "Their CRM"),
        ("revoked", "tenants.apikey", key["id"]),
    ]
    changed = AuditEntry.objects.get(action="changed")
    assert changed.summary["changes"] == [
        {
            "changed": {
                "fields": ["capacity", "weight"],
                "values": {"capacity": [None, 3], "weight": [1, 2]},
            }
        }
    ]
    assert changed.who.startswith("CRM (prm_acme_")
    assert key["key"] not in json.dumps([entry.summary for entry in AuditEntry.objects.all()])


def test_what_is_refused_or_sent_again_leaves_none(client: Client, in_acme: VendorPeople) -> None:
    send(client, "POST", "tiers/", {"slug": "Not a slug"}, in_acme)
    for _ in range(2):
        send(client, "POST", "tiers/", {"slug": "ruby"}, in_acme, **{"Idempotency-Key": "once"})
    assert entries() == [("added", "partners.tier", "Ruby")]


def test_people_read_it_in_the_admin(client: Client, acme: VendorPeople) -> None:
    send(client, "POST", "tiers/", {"slug": "ruby"}, acme)
    client.force_login(acme.alice)
    page = client.get(acme.url("admin/tenants/auditentry/")).content.decode()
    assert "CRM (prm_acme_" in page and "Tier Ruby" in page


def test_the_vendors_tables_are_in_it_too(client: Client, in_acme: VendorPeople) -> None:
    made = send(client, "POST", "strategic-accounts/", {"company": "Example Mills"}, in_acme)
    assert made.status_code == 201, made.content
    send(client, "DELETE", f"strategic-accounts/{made.json()['id']}/", {}, in_acme)
    assert [(action, subject) for action, subject, _ in entries()] == [
        ("added", "leads.strategicaccount"),
        ("deleted", "leads.strategicaccount"),
    ]
