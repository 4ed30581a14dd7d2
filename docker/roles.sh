#!/bin/sh
# Run once by the postgres image on an empty volume: the owner of the tables, and the application's role,
# which row-level security binds. Neither is a superuser.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$PRM_OWNER_PASSWORD" --set app_password="$PRM_APP_PASSWORD" <<'SQL'
CREATE ROLE prm_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE prm_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'app_password';
CREATE DATABASE prm OWNER prm_owner;
REVOKE ALL ON DATABASE prm FROM PUBLIC;
GRANT CONNECT ON DATABASE prm TO prm_app;
SQL
