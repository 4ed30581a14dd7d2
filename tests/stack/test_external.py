"""`DATABASE_URL` and `REDIS_URL`: the product's two roles are made on someone else's server, or asked for."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from prm.local.external import use_external
from prm.local.folder import DataFolder
from prm.local.trouble import Trouble
from tests.stack.servers import Servers


@pytest.fixture
def database(servers: Servers) -> Iterator[str]:
    """An empty database, as somebody's server would have it; its roles stay this run's."""
    name = f"theirs_{secrets.token_hex(4)}"
    with psycopg.connect(servers.superuser_url(), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield name
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def role(servers: Servers, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Names for the two roles that no other test has."""
    suffix = secrets.token_hex(4)
    monkeypatch.setattr("prm.local.roles.OWNER", f"owner_{suffix}")
    monkeypatch.setattr("prm.local.roles.APP", f"app_{suffix}")
    yield suffix
    with psycopg.connect(servers.superuser_url(database), autocommit=True) as admin:
        for name in (f"owner_{suffix}", f"app_{suffix}"):
            if admin.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).fetchone():
                admin.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
                admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


def test_roles_are_made_that_row_level_security_binds(
    servers: Servers, database: str, role: str, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", servers.superuser_url(database))
    monkeypatch.setenv("REDIS_URL", servers.redis_url(0))
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    addresses = use_external(folder)
    with psycopg.connect(addresses.database_url) as app:
        row = app.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (f"app_{role}", False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("CREATE TABLE mine (id int)")
    with psycopg.connect(addresses.owner_url) as owner:
        owner.execute("CREATE TABLE theirs (id int)")


def test_two_machines_agree_on_the_passwords_without_telling_each_other(
    servers: Servers, database: str, role: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", servers.superuser_url(database))
    monkeypatch.setenv("REDIS_URL", servers.redis_url(0))
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    first, second = use_external(DataFolder(tmp_path / "one")), use_external(DataFolder(tmp_path / "two"))
    assert first == second


def test_a_role_that_cannot_make_roles_needs_the_owners_address_too(
    servers: Servers, database: str, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", servers.app_url(database))
    monkeypatch.setenv("REDIS_URL", servers.redis_url(0))
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    with pytest.raises(Trouble, match="set DATABASE_OWNER_URL too"):
        use_external(folder)
    monkeypatch.setenv("DATABASE_OWNER_URL", servers.owner_url(database))
    assert use_external(folder).database_url == servers.app_url(database)


@pytest.mark.parametrize(
    ("database_url", "redis_url", "message"),
    [
        ("postgresql://nobody:x@127.0.0.1:1/none", None, "DATABASE_URL does not work"),
        (None, "redis://127.0.0.1:1/0", "REDIS_URL does not work"),
    ],
)
def test_a_server_that_does_not_answer_is_named(
    servers: Servers,
    folder: DataFolder,
    monkeypatch: pytest.MonkeyPatch,
    database_url: str | None,
    redis_url: str | None,
    message: str,
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url or servers.superuser_url())
    monkeypatch.setenv("REDIS_URL", redis_url or servers.redis_url(0))
    with pytest.raises(Trouble, match=message):
        use_external(folder)
