"""The statements that make roles and databases, and look at a server that is not ours."""

from psycopg.sql import SQL

# Where one is, and whether one may make roles. Index: pg_authid_rolname_index.
MAY_MAKE_ROLES = (
    "SELECT current_database(), rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
)
# Whether there is such a role. Index: pg_authid_rolname_index.
ROLE_EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = %s"
# Whether there is such a database. Index: pg_database_datname_index.
DATABASE_EXISTS = "SELECT 1 FROM pg_database WHERE datname = %s"
# Make a role that can log in and nothing more.
CREATE_ROLE = SQL("CREATE ROLE {role} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {password}")
# Bring a role that is there to what CREATE_ROLE makes.
ALTER_ROLE = SQL("ALTER ROLE {role} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {password}")
# Make a database that a role owns.
CREATE_DATABASE = SQL("CREATE DATABASE {database} OWNER {owner}")
# Let the owner of the tables connect to a database and make schemas there.
GRANT_DATABASE = SQL("GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {database} TO {owner}")
# Let the owner make tables.
GRANT_SCHEMA = SQL("GRANT CREATE, USAGE ON SCHEMA public TO {owner}")
# The name of Django's table of migrations; NULL in a database that has none.
MIGRATIONS_TABLE = "SELECT to_regclass('django_migrations')"
# Every migration that was applied. Few rows, read whole.
APPLIED_MIGRATIONS = "SELECT app, name FROM django_migrations"
