"""Servers that are not ours: DATABASE_URL and REDIS_URL. The two roles are made there if that is allowed."""

import hashlib
import hmac
import os
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
import redis

from prm.local import roles
from prm.local.addresses import Addresses
from prm.local.folder import DataFolder
from prm.local.sql import MAY_MAKE_ROLES
from prm.local.trouble import Trouble


def external_servers_named() -> bool:
    """Whether the environment names servers to use. Raises Trouble when it names one and not the other."""
    named = {name: bool(os.environ.get(name)) for name in ("DATABASE_URL", "REDIS_URL")}
    if any(named.values()) and not all(named.values()):
        missing = next(name for name, there in named.items() if not there)
        raise Trouble(
            f"{missing} is not set: set both DATABASE_URL and REDIS_URL, or neither for the embedded servers."
        )
    return all(named.values())


def use_external(folder: DataFolder) -> Addresses:
    """Check that both servers answer, and find or make the two roles. Raises Trouble."""
    given, redis_url = os.environ["DATABASE_URL"], os.environ["REDIS_URL"]
    _check_redis(redis_url)
    owner_url = os.environ.get("DATABASE_OWNER_URL")
    try:
        with psycopg.connect(_for_psycopg(given), connect_timeout=10, autocommit=True) as connection:
            if owner_url:
                return Addresses(given, owner_url, redis_url)
            return _with_roles(connection, given, redis_url, folder)
    except psycopg.OperationalError as error:
        raise Trouble(f"DATABASE_URL does not work: {_one_line(error)}") from error


def _with_roles(connection: psycopg.Connection, given: str, redis_url: str, folder: DataFolder) -> Addresses:
    row = connection.execute(MAY_MAKE_ROLES).fetchone()
    if row is None or not row[1]:
        raise Trouble(
            "The role of DATABASE_URL cannot create roles: set DATABASE_OWNER_URL too (who owns the tables), "
            "with DATABASE_URL for another role that is neither owner nor superuser."
        )
    owner_password, app_password = (_password(given, name, folder) for name in (roles.OWNER, roles.APP))
    try:
        roles.ensure_role(connection, roles.OWNER, owner_password)
        roles.ensure_role(connection, roles.APP, app_password)
        roles.let_own_tables(connection, str(row[0]), roles.OWNER)
    except psycopg.errors.InsufficientPrivilege as error:
        raise Trouble(
            f"The role of DATABASE_URL may not set up the product's roles: {_one_line(error)}"
        ) from error
    return Addresses(
        database_url=_as_role(given, roles.APP, app_password),
        owner_url=_as_role(given, roles.OWNER, owner_password),
        redis_url=redis_url,
    )


def _password(given: str, role: str, folder: DataFolder) -> str:
    """A role's password: derived from the given one, so that several machines on one server agree on it."""
    known = urlsplit(given).password
    if not known:
        return folder.secret(f"external_{role}_password")
    return hmac.new(unquote(known).encode(), f"prm role {role}".encode(), hashlib.sha256).hexdigest()


def _as_role(url: str, role: str, password: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role)}:{quote(password)}@{place}"))


def _for_psycopg(url: str) -> str:
    """Django's addresses may begin with `postgres://` or `psql://`."""
    return urlunsplit(urlsplit(url)._replace(scheme="postgresql"))


def _check_redis(url: str) -> None:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=10) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise Trouble(f"REDIS_URL does not work: {_one_line(error)}") from error


def _one_line(error: Exception) -> str:
    """The first line: libpq repeats itself for each way it has tried."""
    first = str(error).strip().partition("\n")[0]
    return " ".join(first.removeprefix("connection failed: ").split())
