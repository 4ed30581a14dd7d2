"""The audit trail: one set of codes, and words for every code that was ever written."""

import ast
from pathlib import Path

import pytest
from django.test import Client

from prm.platform.tenants.audit_action import EARLIER_CODES, AuditAction, action_words
from prm.platform.tenants.models import AuditEntry
from tests.people import VendorPeople

ROOT = Path(__file__).parents[2]


def test_every_code_has_words_of_its_own() -> None:
    words = [str(action.label) for action in AuditAction]
    assert len(set(words)) == len(words)
    assert not set(EARLIER_CODES) & set(AuditAction.values)


@pytest.mark.parametrize("code", [*EARLIER_CODES, *AuditAction.values])
def test_a_stored_code_is_shown_in_words(code: str) -> None:
    assert action_words(code) != code


def test_entries_under_an_earlier_code_are_shown_and_found(acme: VendorPeople, client: Client) -> None:
    with acme.scope():
        AuditEntry.objects.create(action="roll_back", subject="tenants.vendor", summary={"name": "Acme"})
        AuditEntry.objects.create(action="added", subject="tenants.vendor", summary={"name": "Acme"})
    client.force_login(acme.alice)
    page = client.get(acme.url("admin/tenants/auditentry/?action=rolled_back")).content.decode()
    [row] = [part for part in page.split("<tr")[1:] if "Vendor Acme" in part]
    assert "Rolled back" in row and "roll_back" not in row


def test_entries_are_written_in_one_place() -> None:
    """`audit` takes an `AuditAction`; nothing else in the product creates an entry."""
    writers = [
        path
        for folder in ("prm", "partners", "leads", "routing", "portal")
        for path in (ROOT / folder).rglob("*.py")
        if any(_creates_entry(node) for node in ast.walk(ast.parse(path.read_text())))
    ]
    assert [path.name for path in writers] == ["audit.py"]


def _creates_entry(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in (
        "AuditEntry",
        "AuditEntry.objects.create",
        "AuditEntry.objects.bulk_create",
    )
