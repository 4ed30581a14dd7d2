"""The two database roles: the owner of the tables, and the application's, which row-level security binds."""

from psycopg import Connection
from psycopg.sql import Identifier, Literal

from prm.local.sql import (
    ALTER_ROLE,
    CREATE_DATABASE,
    CREATE_ROLE,
    DATABASE_EXISTS,
    GRANT_DATABASE,
    GRANT_SCHEMA,
    ROLE_EXISTS,
)

OWNER, APP = "prm_owner", "prm_app"


def ensure_role(admin: Connection, name: str, password: str) -> None:
    """Make a role that can log in and nothing more, or bring one that is there to that."""
    exists = admin.execute(ROLE_EXISTS, [name]).fetchone()
    statement = ALTER_ROLE if exists else CREATE_ROLE
    admin.execute(statement.format(role=Identifier(name), password=Literal(password)))


def ensure_database(admin: Connection, name: str, owner: str) -> None:
    """Make a database of the owner's, if there is none. `admin` must be in autocommit."""
    if admin.execute(DATABASE_EXISTS, [name]).fetchone() is None:
        admin.execute(CREATE_DATABASE.format(database=Identifier(name), owner=Identifier(owner)))


def let_own_tables(admin: Connection, database: str, owner: str) -> None:
    """Let the owner role make tables in the database that `admin` is connected to."""
    admin.execute(GRANT_DATABASE.format(database=Identifier(database), owner=Identifier(owner)))
    admin.execute(GRANT_SCHEMA.format(owner=Identifier(owner)))
