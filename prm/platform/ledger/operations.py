"""Migration operation that has a table's new rows sealed: Sealed("LeadEvent"), one line for a model."""

from django.db.migrations.state import ProjectState

from prm.platform.tenants.wall import TableOperation


class Sealed(TableOperation):
    """Queue every row that is inserted from now on for sealing; once a statement, so that it costs little.

    Add the table's columns to `prm.platform.ledger.digests.SOURCES` as well.
    """

    def statements(self, app_label: str, state: ProjectState) -> list[str]:
        tables = [state.apps.get_model(app_label, name)._meta.db_table for name in self.models]
        return [statement for table in tables for statement in self._table(table)]

    @staticmethod
    def _table(table: str) -> list[str]:
        return [
            f"CREATE FUNCTION queue_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608
            "INSERT INTO ledger_unsealed (vendor_id, id, source) "
            f"SELECT vendor_id, id, '{table}' FROM added; RETURN NULL; END $$",
            f'CREATE TRIGGER to_be_sealed AFTER INSERT ON "{table}" REFERENCING NEW TABLE AS added '
            f"FOR EACH STATEMENT EXECUTE FUNCTION queue_{table}()",
        ]
