"""The two database roles: the owner of the tables, and the application's, which row-level security binds."""

from psycopg import Connection, sql

OWNER, APP = "prm_owner", "prm_app"


def ensure_role(admin: Connection, name: str, password: str) -> None:
    """Make a role that can log in and nothing more, or bring one that is there to that."""
    exists = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = sql.SQL("ALTER" if exists else "CREATE")
    admin.execute(
        sql.SQL("{} ROLE {} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            verb, sql.Identifier(name), sql.Literal(password)
        )
    )


def ensure_database(admin: Connection, name: str, owner: str) -> None:
    """Make a database of the owner's, if there is none. `admin` must be in autocommit."""
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(owner))
        )


def let_own_tables(admin: Connection, database: str, owner: str) -> None:
    """Let the owner role make tables in the database that `admin` is connected to."""
    admin.execute(
        sql.SQL("GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {} TO {}").format(
            sql.Identifier(database), sql.Identifier(owner)
        )
    )
    admin.execute(sql.SQL("GRANT CREATE, USAGE ON SCHEMA public TO {}").format(sql.Identifier(owner)))
