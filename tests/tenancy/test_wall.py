"""The wall between vendors stands in the database, whatever the code above it does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from leads.models import Lead
from partners.models import Territory
from prm.platform.tenants.models import Membership, Vendor
from prm.platform.tenants.scope import (
    NoVendorInScope,
    current_vendor_id,
    person_scope,
    vendor_in_scope,
    vendor_scope,
)
from tests.factories import LeadFactory, PartnerFactory
from tests.people import VendorPeople


def ask(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def tenant_tables() -> list[str]:
    """Every table with a vendor_id, asked of the catalogue and not of the models."""
    return [
        name
        for (name,) in ask(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE a.attname = 'vendor_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') "
            "AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
        )
    ]


def test_every_table_with_a_vendor_is_behind_the_wall(db: None) -> None:
    tables = tenant_tables()
    assert len(tables) > 30
    walled = ask(
        "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
        "WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = 'vendor_wall' "
        "AND pg_get_expr(p.polqual, c.oid) LIKE '%%vendor_id = %%prm.vendor%%' "
        "AND pg_get_expr(p.polwithcheck, c.oid) LIKE '%%vendor_id = %%prm.vendor%%' AND p.polcmd = '*'"
    )
    assert set(tables) - {name for (name,) in walled} == set()


def test_no_other_policy_lets_the_application_write_across_vendors(db: None) -> None:
    others = ask(
        "SELECT c.relname, p.polname, p.polcmd FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid "
        "WHERE p.polname <> 'vendor_wall' AND c.relname <> 'tenants_vendor'"
    )
    assert {(name, command) for _table, name, command in others} <= {("owner_reads", "r"), ("own_rows", "r")}


def test_every_unique_key_of_a_tenant_table_begins_with_the_vendor(db: None) -> None:
    keys = ask(
        "SELECT c.relname, x.relname, array_agg(a.attname) FROM pg_index i "
        "JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey) "
        "WHERE i.indisunique AND c.relname = ANY(%s) GROUP BY 1, 2",
        tenant_tables(),
    )
    assert [(table, key) for table, key, columns in keys if "vendor_id" not in columns] == []


def test_a_foreign_key_between_tenant_tables_includes_the_vendor(db: None) -> None:
    tables = tenant_tables()
    keys = ask(
        "SELECT c.relname, k.conname, (SELECT array_agg(a.attname) FROM pg_attribute a "
        "WHERE a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey)) "
        "FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid "
        "WHERE k.contype = 'f' AND c.relname = ANY(%s) AND t.relname = ANY(%s)",
        tables,
        tables,
    )
    assert len(keys) > 30
    assert [(table, name) for table, name, columns in keys if "vendor_id" not in columns] == []


def test_every_relation_between_tenant_models_has_its_key_in_the_database(db: None) -> None:
    from django.apps import apps

    from prm.platform.tenants.wall import crosses_tenant_tables

    tables = set(tenant_tables())
    wanted = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        if model._meta.db_table in tables
        for field in model._meta.local_fields
        if field.is_relation and crosses_tenant_tables(field)
    }
    there = ask(
        "SELECT c.relname, a.attname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(k.conkey) WHERE k.contype = 'f'"
    )
    assert wanted - set(there) == set()


def test_the_application_is_neither_owner_nor_above_the_wall(db: None) -> None:
    assert ask("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(False, False)]
    assert (
        ask("SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_get_userbyid(relowner) = current_user")
        == []
    )
    assert ask("SELECT 1 FROM pg_auth_members WHERE member = current_user::regrole") == []


def test_the_application_cannot_lift_the_wall(acme: VendorPeople) -> None:
    for statement in (
        "ALTER TABLE leads_lead DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE leads_lead NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY vendor_wall ON leads_lead",
        "CREATE POLICY open ON leads_lead USING (true)",
        "TRUNCATE leads_lead CASCADE",
        "SET ROLE prm_owner",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            ask(statement)
    with acme.scope(), pytest.raises(DatabaseError), transaction.atomic():
        ask("SET LOCAL row_security = off")
        ask("SELECT * FROM leads_lead")


def test_with_no_vendor_tenant_tables_look_empty_and_refuse_writes(
    committed: None, fresh_vendor: Callable[[], VendorPeople]
) -> None:
    people = fresh_vendor()
    with people.scope():
        LeadFactory()
    for table in tenant_tables():
        assert ask(f"SELECT count(*) FROM {table}") == [(0,)], table
    with pytest.raises(DatabaseError):
        ask(
            "INSERT INTO partners_tier (id, vendor_id, slug, name, rank) "
            "VALUES (gen_random_uuid(), %s, 'x', 'x', 1)",
            people.vendor.id,
        )


def test_with_no_vendor_the_models_refuse(acme: VendorPeople) -> None:
    with pytest.raises(NoVendorInScope):
        Lead.objects.count()
    with pytest.raises(NoVendorInScope):
        LeadFactory()


def test_rows_of_another_vendor_cannot_be_read_changed_or_made(
    in_acme: VendorPeople, globex: VendorPeople
) -> None:
    lead = LeadFactory()
    with globex.scope():
        everything: Any = Lead._base_manager.filter(pk=lead.pk)
        assert not everything.exists()
        assert everything.update(source="theirs") == 0
        assert everything.delete()[0] == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Lead(vendor=in_acme.vendor, source="smuggled").save(force_insert=True)
    lead.refresh_from_db()
    assert lead.source == "web"


def test_a_row_cannot_be_handed_to_another_vendor(in_acme: VendorPeople, globex: VendorPeople) -> None:
    lead = LeadFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        Lead._base_manager.filter(pk=lead.pk).update(vendor_id=globex.vendor.id)


def test_a_row_cannot_point_at_another_vendors_row(in_acme: VendorPeople, globex: VendorPeople) -> None:
    with globex.scope():
        theirs = PartnerFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Territory.objects.create(partner_id=theirs.id, country="US")
        ask("SET CONSTRAINTS ALL IMMEDIATE")


def test_scopes_nest_and_come_back(acme: VendorPeople, globex: VendorPeople) -> None:
    with vendor_scope(acme.vendor.id):
        with vendor_scope(globex.vendor.id):
            assert (current_vendor_id(), in_database()) == (globex.vendor.id, str(globex.vendor.id))
        assert (current_vendor_id(), in_database()) == (acme.vendor.id, str(acme.vendor.id))
        with pytest.raises(ZeroDivisionError), vendor_scope(globex.vendor.id):
            _ = 1 / 0
        assert (current_vendor_id(), in_database()) == (acme.vendor.id, str(acme.vendor.id))
    assert (vendor_in_scope(), in_database()) == (None, "")


def test_a_scope_ends_inside_a_longer_transaction(acme: VendorPeople) -> None:
    with transaction.atomic():
        with vendor_scope(acme.vendor.id):
            pass
        assert in_database() == ""
        assert ask("SELECT count(*) FROM tenants_membership") == [(0,)]


def test_an_error_in_a_scope_changes_nothing(acme: VendorPeople) -> None:
    with pytest.raises(ZeroDivisionError), vendor_scope(acme.vendor.id):
        LeadFactory()
        _ = 1 / 0
    with vendor_scope(acme.vendor.id):
        assert not Lead.objects.exists()


def test_a_person_reads_their_own_memberships_of_every_vendor_and_nothing_else(
    acme: VendorPeople, globex: VendorPeople
) -> None:
    with globex.scope():
        Membership.objects.create(user=acme.bob, role="analyst")
    with person_scope(acme.bob.id):
        mine = Membership.everywhere.all()
        assert {m.vendor_id for m in mine} == {acme.vendor.id, globex.vendor.id}
        assert {m.user_id for m in mine} == {acme.bob.id}
        assert Membership.everywhere.update(role="admin") == 0
        assert ask("SELECT count(*) FROM tenants_apikey") == [(0,)]


@pytest.mark.django_db(databases=["default", "owner"])
def test_even_the_owner_is_held_by_the_wall() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenants_membership")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity")
        assert cursor.fetchall() == [("tenants_vendor",)]  # no tenant's rows: the list of tenants


@pytest.mark.parametrize(
    "table", ["leads_leadevent", "routing_decision", "routing_batch", "tenants_auditentry"]
)
def test_history_cannot_be_changed_or_removed(in_acme: VendorPeople, table: str) -> None:
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with pytest.raises(DatabaseError), transaction.atomic():
            ask(statement)


def test_vendors_are_the_only_rows_that_all_can_read(acme: VendorPeople, globex: VendorPeople) -> None:
    with acme.scope():
        assert Vendor.objects.count() == 2


def in_database() -> str:
    return str(ask("SELECT current_setting('prm.vendor', true)")[0][0] or "")
