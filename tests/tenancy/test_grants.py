"""The application's database role may do what the list says, and nothing else."""

import pytest
from django.db import DatabaseError, connection, transaction

from prm.platform.tenants.models import Vendor
from prm.project.grants import COLUMNS, GRANTS, rights_of
from tests.people import VendorPeople

RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
HELD = """
    SELECT tablename, right_name FROM pg_tables, unnest(%s::text[]) AS right_name
    WHERE schemaname = 'public' AND has_table_privilege(quote_ident(tablename), right_name)
"""


def _held() -> dict[str, set[str]]:
    held: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        held.update({table: set() for (table,) in cursor.fetchall()})
        cursor.execute(HELD, [list(RIGHTS)])
        for table, right in cursor.fetchall():
            held[table].add(right)
    return held


def test_every_table_grants_what_the_list_says(db: None) -> None:
    held = _held()
    expected = {table: set(filter(None, rights_of(table).split(", "))) for table in held}
    assert held == expected
    assert set(GRANTS) | set(COLUMNS) <= set(held), "the list names a table that is not there"


def test_every_table_that_grants_anything_is_listed_or_a_tenants(db: None) -> None:
    assert [table for table in _held() if not rights_of(table)] == []


def test_append_only_tables_give_no_right_to_change_them(db: None) -> None:
    """Whichever table has the trigger: one that a new migration makes has to be on the list."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname = 'append_only'"
        )
        tables = {table for (table,) in cursor.fetchall()}
    held = _held()
    assert len(tables) >= 7
    assert {table: held[table] for table in tables} == {table: {"SELECT", "INSERT"} for table in tables}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE partners_signature SET signed_at = now()",
        "DELETE FROM partners_signature",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
        "DELETE FROM django_migrations",
        "INSERT INTO auth_permission (name, codename, content_type_id) VALUES ('a', 'b', 1)",
        "DELETE FROM tenants_vendor",
    ],
)
def test_the_application_may_not(in_acme: VendorPeople, statement: str) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_vendor_changes_itself_and_no_other(acme: VendorPeople, globex: VendorPeople) -> None:
    with acme.scope():
        assert Vendor.objects.filter(id=globex.vendor.id).update(name="Taken over") == 0
        assert Vendor.objects.filter(id=acme.vendor.id).update(name="Acme Anew") == 1
    assert Vendor.objects.filter(id=acme.vendor.id).update(name="No scope") == 0
    assert set(Vendor.objects.values_list("name", flat=True)) >= {"Acme Anew", globex.vendor.name}
