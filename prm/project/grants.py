"""What the application's database role may do with each table: the one list, applied after every migration.

A tenant table that is not named here may be read and written: row-level security binds every row of it.
A table that is neither a tenant table nor named here grants nothing.
"""

from django.apps import apps
from django.db import connections

from prm.project.sql import GRANT, REVOKE_ALL, TABLES

READ = "SELECT"
APPEND = "SELECT, INSERT"
KEEP = "SELECT, INSERT, UPDATE"
WRITE = "SELECT, INSERT, UPDATE, DELETE"

GRANTS = {
    # Written by migrations alone.
    "django_migrations": READ,
    "django_content_type": READ,
    "auth_permission": READ,
    "auth_group": READ,
    "auth_group_permissions": READ,
    # Empty here; Django clears them when a person is deleted.
    "tenants_user_groups": "SELECT, DELETE",
    "tenants_user_user_permissions": "SELECT, DELETE",
    "django_admin_log": "SELECT, INSERT, DELETE",
    # A vendor is never deleted by the product; a policy allows changes of the one in scope.
    "tenants_vendor": KEEP,
    # Triggers write it, as the owner.
    "tenants_settingschange": READ,
    # Append-only.
    "leads_leadevent": APPEND,
    "partners_signature": APPEND,
    "ledger_seal": APPEND,
    "routing_batch": APPEND,
    "routing_decision": APPEND,
    "routing_manualdecision": APPEND,
    "routing_partnertablesnapshot": APPEND,
    "tenants_auditentry": APPEND,
    # People and their sessions belong to no vendor.
    "account_emailaddress": WRITE,
    "account_emailconfirmation": WRITE,
    "django_session": WRITE,
    "mfa_authenticator": WRITE,
    "tenants_user": WRITE,
    "usersessions_usersession": WRITE,
}
COLUMNS = {
    # Taking a person out of stored facts; a trigger allows this change and no other.
    "routing_decision": "UPDATE (lead_facts)",
}


def rights_of(table: str) -> str:
    """What the application may do with a table, as GRANT writes it; "" for nothing."""
    return GRANTS.get(table, WRITE if table in _tenant_tables() else "")


def apply_grants() -> None:
    """Give the application's role exactly these rights on every table, as the owner."""
    role = connections["default"].settings_dict["USER"]
    with connections["owner"].cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(REVOKE_ALL.format(table=table, role=role))
            for rights in filter(None, (rights_of(table), COLUMNS.get(table))):
                cursor.execute(GRANT.format(rights=rights, table=table, role=role))


def after_migrations(*, using: str, **_: object) -> None:
    """Receiver of `post_migrate`, connected for one app, so that it runs once."""
    if using == "owner":
        apply_grants()


def _tenant_tables() -> set[str]:
    """Tables whose rows belong to a vendor: they carry `vendor_id`, and the wall stands around them."""
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if any(field.attname == "vendor_id" for field in model._meta.local_fields)
    }
