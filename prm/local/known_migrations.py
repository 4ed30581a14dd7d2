"""Refuses a database whose tables were made by migrations that this version does not have."""

from pathlib import Path

import psycopg

from prm.local.source import migration_files
from prm.local.sql import APPLIED_MIGRATIONS, MIGRATIONS_TABLE
from prm.local.trouble import Trouble


def require_known_migrations(owner_url: str, data: Path) -> None:
    """Raises Trouble when a migration of ours was applied that is not among the files here."""
    unknown = sorted(_applied(owner_url) - _here())
    if unknown:
        raise Trouble(
            f"The database has migrations that this version does not know ({', '.join(unknown[:3])}). "
            "It was made by another version. Start with an empty folder (make run DATA=…), or move "
            f"{data} away."
        )


def _applied(owner_url: str) -> set[str]:
    with psycopg.connect(owner_url) as connection:
        if connection.execute(MIGRATIONS_TABLE).fetchone() == (None,):
            return set()
        rows = connection.execute(APPLIED_MIGRATIONS).fetchall()
    ours = {path.parent.parent.name for path in migration_files()}
    return {f"{app}.{name}" for app, name in rows if app in ours}


def _here() -> set[str]:
    return {f"{path.parent.parent.name}.{path.stem}" for path in migration_files()}
