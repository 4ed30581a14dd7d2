"""PostgreSQL and Redis for a whole test run: started by the first test that needs them, shared by all."""

import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from prm.local.account import database_account
from prm.local.child import Child
from prm.local.ports import free_port
from prm.local.postgres import Postgres
from prm.local.redis_server import RedisServer
from prm.local.roles import APP, OWNER, ensure_database, ensure_role
from tests.stack import run_folder, template_cache

TEMPLATE = "prm_template"
UNSAFE_BUT_QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "300",
}
UNSAFE_BUT_QUICK |= {"max_locks_per_transaction": "256", "checkpoint_timeout": "1h"}
# Kept, for the servers outlive the functions that start them.
_children: list[Child] = []
REPOSITORY = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Servers:
    """Where the servers of this run are, and the passwords."""

    postgres_port: int
    redis_port: int
    superuser_password: str
    owner_password: str
    app_password: str
    redis_password: str

    def _postgres(self, user: str, password: str, database: str) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.postgres_port}/{database}"

    def superuser_url(self, database: str = "postgres") -> str:
        return self._postgres("postgres", self.superuser_password, database)

    def owner_url(self, database: str) -> str:
        return self._postgres(OWNER, self.owner_password, database)

    def app_url(self, database: str) -> str:
        return self._postgres(APP, self.app_password, database)

    def redis_url(self, number: int) -> str:
        return f"redis://:{self.redis_password}@127.0.0.1:{self.redis_port}/{number}"

    def environment(self, database: str, number: int) -> dict[str, str]:
        """What a process of the product needs to run against one test database."""
        return {
            "DATABASE_URL": self.app_url(database),
            "DATABASE_OWNER_URL": self.owner_url(database),
            "REDIS_URL": self.redis_url(number),
        }


def running_servers() -> Servers:
    """The servers of this run, started now if nobody has yet."""
    folder = run_folder.current()
    with locked(folder / "servers.lock"):
        known = folder / "servers.json"
        if not known.exists():
            servers = _start(folder)
            known.touch(mode=0o600)
            known.write_text(json.dumps(asdict(servers)))
        return Servers(**json.loads(known.read_text()))


def clone_database(servers: Servers, name: str) -> None:
    """Make a fresh database of this name from the migrated template."""
    with psycopg.connect(servers.superuser_url(), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE), sql.Identifier(OWNER)
            )
        )


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock between processes."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(folder: Path) -> Servers:
    passwords = template_cache.restore(folder / "postgres")
    if passwords is None:
        passwords = {name: secrets.token_hex(16) for name in ("superuser", "owner", "app")}
        _build(folder, passwords)
    postgres = _postgres(folder, passwords)
    redis = RedisServer(folder / "redis", free_port(), secrets.token_hex(16))
    redis.prepare()
    _run(folder, Child("redis", redis.command(), folder / "redis.log"))
    _run(folder, _server(folder, postgres))
    postgres.wait()
    redis.wait()
    return Servers(
        postgres_port=postgres.port,
        redis_port=redis.port,
        superuser_password=passwords["superuser"],
        owner_password=passwords["owner"],
        app_password=passwords["app"],
        redis_password=redis.password,
    )


def _postgres(folder: Path, passwords: dict[str, str]) -> Postgres:
    return Postgres(folder / "postgres", free_port(), passwords["superuser"], database_account())


def _server(folder: Path, postgres: Postgres) -> Child:
    command = postgres.command(**UNSAFE_BUT_QUICK)
    return Child(
        "postgres", command, folder / "postgres.log", account=postgres.account, stop_signal=signal.SIGINT
    )


def _run(folder: Path, child: Child) -> None:
    child.start()
    _children.append(child)
    run_folder.note(folder, child.name, child.process.pid)


def _build(folder: Path, passwords: dict[str, str]) -> None:
    """Make a cluster with the roles and a migrated template database, and keep a copy for the next run."""
    postgres = _postgres(folder, passwords)
    postgres.prepare()
    server = _server(folder, postgres)
    server.start()
    try:
        postgres.wait()
        with psycopg.connect(postgres.url(), autocommit=True) as admin:
            ensure_role(admin, OWNER, passwords["owner"])
            ensure_role(admin, APP, passwords["app"])
            ensure_database(admin, TEMPLATE, OWNER)
        _migrate(postgres, passwords)
    except BaseException:
        server.stop()
        shutil.rmtree(postgres.folder, ignore_errors=True)
        raise
    server.stop()
    template_cache.keep(postgres.folder, passwords)


def _migrate(postgres: Postgres, passwords: dict[str, str]) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": postgres.url(user=APP, password=passwords["app"], database=TEMPLATE),
        "DATABASE_OWNER_URL": postgres.url(user=OWNER, password=passwords["owner"], database=TEMPLATE),
    }
    command = [sys.executable, "manage.py", "migrate", "--database", "owner", "--verbosity", "0"]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=300
    )
    if done.returncode != 0:
        raise RuntimeError(f"The migrations of the test database failed:\n{done.stderr[-4000:]}")
