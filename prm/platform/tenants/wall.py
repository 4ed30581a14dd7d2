"""Migration operations that put a tenant table behind the wall.

    Wall("Partner", "Territory")      keys, policy, grants: one line for a new tenant model
    AppendOnly("LeadEvent")           no update, delete or truncate, by privilege and by trigger
    OwnerReads("Timer")               lets a SECURITY DEFINER function of the owner look across vendors
    NotesChanges("ApiKey")            tells every process that a vendor's settings have changed

All run as the owner role (`migrate --database owner`).
"""

from typing import Any

from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

CURRENT_VENDOR = "(SELECT NULLIF(current_setting('prm.vendor', true), '')::uuid)"
CURRENT_PERSON = "(SELECT NULLIF(current_setting('prm.person', true), '')::uuid)"


def app_role() -> str:
    """The database role the application runs as."""
    return str(connections["default"].settings_dict["USER"])


class TableOperation(Operation):
    """An operation in SQL on the tables of some models of one app; it changes no model state.

    There is no way back but a database made anew: what it does goes with the tables.
    """

    reduces_to_sql = True
    reversible = False

    def __init__(self, *models: str) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, list(self.models), {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        return None

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.alias != "owner":
            return
        for statement in self.statements(app_label, to_state):
            schema_editor.execute(statement)

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        raise NotImplementedError

    def describe(self) -> str:
        return f"{type(self).__name__}: {', '.join(self.models)}"


class GrantEverything(TableOperation):
    """Let the application's role use the schema: tables that exist and tables to come."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        role = app_role()
        rights = "SELECT, INSERT, UPDATE, DELETE"
        return [
            f'GRANT USAGE ON SCHEMA public TO "{role}"',
            f'GRANT {rights} ON ALL TABLES IN SCHEMA public TO "{role}"',
            f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{role}"',
            f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON TABLES TO "{role}"',
            f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO "{role}"',
        ]


class Wall(TableOperation):
    """Primary key (vendor_id, id), composite deferrable foreign keys, forced row-level security, grants.

    Name all new tenant models of a migration in one Wall, after their CreateModel operations. `later` names
    fields ("Absence.membership") whose target is not behind the wall yet: add those by CompositeKey.
    """

    def __init__(self, *models: str, later: tuple[str, ...] = ()) -> None:
        super().__init__(*models)
        self.later = later

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, list(self.models), {"later": self.later} if self.later else {}

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        models = [state.apps.get_model(app_label, name) for name in self.models]
        keys = [statement for model in models for statement in self._keys(model)]
        return keys + [s for model in models for s in [*self._foreign_keys(model), *self._policy(model)]]

    def _foreign_keys(self, model: Any) -> list[str]:
        fields = [field.name for field in model._meta.local_fields if crosses_tenant_tables(field)]
        wanted = [name for name in fields if f"{model._meta.object_name}.{name}" not in self.later]
        return [statement for name in wanted for statement in composite_keys(model, only=name)]

    @staticmethod
    def _keys(model: Any) -> list[str]:
        table = model._meta.db_table
        return [
            f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_pkey"',
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_pkey" PRIMARY KEY (vendor_id, id)',
        ]

    @staticmethod
    def _policy(model: Any) -> list[str]:
        table = model._meta.db_table
        return [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY vendor_wall ON "{table}" '
            f"USING (vendor_id = {CURRENT_VENDOR}) WITH CHECK (vendor_id = {CURRENT_VENDOR})",
            f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO "{app_role()}"',
        ]


def composite_keys(model: Any, only: str | None = None) -> list[str]:
    """SQL for the composite foreign keys of a tenant model (or of one field of it)."""
    table = model._meta.db_table
    return [
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{field.column}_wall" '
        f'FOREIGN KEY (vendor_id, "{field.column}") '
        f'REFERENCES "{field.related_model._meta.db_table}" (vendor_id, id) '
        "DEFERRABLE INITIALLY DEFERRED"
        for field in model._meta.local_fields
        if crosses_tenant_tables(field) and (only is None or field.name == only)
    ]


def crosses_tenant_tables(field: Any) -> bool:
    """Whether a field is a foreign key from one tenant table to another."""
    if not field.is_relation or field.db_constraint:
        return False
    return any(other.name == "vendor" for other in field.related_model._meta.local_fields)


class CompositeKey(TableOperation):
    """The composite foreign key of one field added later: CompositeKey("Membership", "partner")."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        model, field = self.models
        return composite_keys(state.apps.get_model(app_label, model), only=field)


class AppendOnly(TableOperation):
    """Rows of these tables are never changed or removed: the role may not, a trigger refuses everybody."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        return [
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'rows of %% are append-only', TG_TABLE_NAME "
            "USING ERRCODE = 'restrict_violation'; "
            "END $$",
            *(
                s
                for name in self.models
                for s in self._table(state.apps.get_model(app_label, name)._meta.db_table)
            ),
        ]

    @staticmethod
    def _table(table: str) -> list[str]:
        return [
            f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM "{app_role()}"',
            f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            f'CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION refuse_change()',
        ]


class OwnerReads(TableOperation):
    """Let the owner role read all vendors' rows of a table, for functions such as DueVendors."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        tables = [state.apps.get_model(app_label, name)._meta.db_table for name in self.models]
        return [f'CREATE POLICY owner_reads ON "{t}" FOR SELECT TO CURRENT_USER USING (true)' for t in tables]


class OwnRowsForPerson(TableOperation):
    """Let a person read the rows with their own user_id across vendors (`scope.person_scope`)."""

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        tables = [state.apps.get_model(app_label, name)._meta.db_table for name in self.models]
        return [
            f'CREATE POLICY own_rows ON "{t}" FOR SELECT USING (user_id = {CURRENT_PERSON})' for t in tables
        ]


class NotesChanges(TableOperation):
    """Changes of these tables are changes of a vendor's settings: what processes keep of them is read anew.

    Columns that are `ignored` change no settings. Rows whose column `filled` is empty are no settings yet.
    """

    def __init__(self, *models: str, ignored: tuple[str, ...] = (), filled: str = "") -> None:
        super().__init__(*models)
        self.ignored, self.filled = ignored, filled

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        given = {"ignored": self.ignored, "filled": self.filled}
        return type(self).__name__, list(self.models), {name: value for name, value in given.items() if value}

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        models = [state.apps.get_model(app_label, name) for name in self.models]
        return [statement for model in models for statement in self._triggers(model)]

    def _triggers(self, model: Any) -> list[str]:
        table = model._meta.db_table
        owner = "vendor_id" if any(f.attname == "vendor_id" for f in model._meta.local_fields) else "id"
        arguments = ", ".join(f"'{name}'" for name in (owner, self.filled, *self.ignored))
        seen = {
            "INSERT": "NEW TABLE AS after_rows",
            "UPDATE": "OLD TABLE AS before_rows NEW TABLE AS after_rows",
            "DELETE": "OLD TABLE AS before_rows",
        }
        return [
            f'CREATE TRIGGER notes_{action.lower()} AFTER {action} ON "{table}" REFERENCING {rows} '
            f"FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change({arguments})"
            for action, rows in seen.items()
        ]


class DueVendors(Operation):
    """A function of the owner that names the vendors with work due, and nothing else of them.

    DueVendors("routing_due_vendors", "routing_timer", "fired_at IS NULL AND fires_at <= moment")

    A later migration changes the condition, and says what it was `before`.
    """

    reversible = True

    def __init__(self, function: str, table: str, condition: str, before: str = "") -> None:
        self.function, self.table, self.condition, self.before = function, table, condition, before

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.function, self.table, self.condition, self.before], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        return None

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.alias != "owner":
            return
        self._make(schema_editor, self.condition)
        if not self.before:
            schema_editor.execute(f"REVOKE ALL ON FUNCTION {self.function}(timestamptz) FROM PUBLIC")
            schema_editor.execute(f'GRANT EXECUTE ON FUNCTION {self.function}(timestamptz) TO "{app_role()}"')

    def _make(self, schema_editor: BaseDatabaseSchemaEditor, condition: str) -> None:
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {self.function}(moment timestamptz) RETURNS SETOF uuid "  # noqa: S608
            f"LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp "
            f"AS $$ SELECT DISTINCT vendor_id FROM {self.table} WHERE {condition} $$"
        )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.alias != "owner":
            return
        if self.before:
            self._make(schema_editor, self.before)
        else:
            schema_editor.execute(f"DROP FUNCTION {self.function}(timestamptz)")

    def describe(self) -> str:
        return f"Vendors with work due in {self.table}"
