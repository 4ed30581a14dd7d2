"""The embedded PostgreSQL and Redis of a DATA folder, with their roles and passwords."""

import os
import signal
from contextlib import suppress

import psutil
import psycopg

from prm.local import roles
from prm.local.account import database_account
from prm.local.addresses import Addresses
from prm.local.child import Child
from prm.local.folder import DataFolder
from prm.local.ports import keep_or_change
from prm.local.postgres import Postgres
from prm.local.redis_server import RedisServer
from prm.local.supervisor import Supervisor

DATABASE = "prm"


def start_embedded(folder: DataFolder, supervisor: Supervisor) -> Addresses:
    """Start both servers, watched, and return their addresses. The same data and passwords every time."""
    folder.remember(
        postgres_port=keep_or_change(folder.state.get("postgres_port")),
        redis_port=keep_or_change(folder.state.get("redis_port")),
    )
    redis = _start_redis(folder, supervisor)
    postgres = _start_postgres(folder, supervisor)
    owner_password, app_password = folder.secret("owner_password"), folder.secret("app_password")
    with psycopg.connect(postgres.url(), autocommit=True) as admin:
        roles.ensure_role(admin, roles.OWNER, owner_password)
        roles.ensure_role(admin, roles.APP, app_password)
        roles.ensure_database(admin, DATABASE, roles.OWNER)
    redis.wait()
    return Addresses(
        database_url=postgres.url(user=roles.APP, password=app_password, database=DATABASE),
        owner_url=postgres.url(user=roles.OWNER, password=owner_password, database=DATABASE),
        redis_url=redis.url(),
    )


def _start_redis(folder: DataFolder, supervisor: Supervisor) -> RedisServer:
    redis = RedisServer(folder.path / "redis", folder.state["redis_port"], folder.secret("redis_password"))
    redis.prepare()
    supervisor.start(Child("redis", redis.command(), folder.log("redis"), is_server=True))
    return redis


def _start_postgres(folder: DataFolder, supervisor: Supervisor) -> Postgres:
    password, port = folder.secret("superuser_password"), folder.state["postgres_port"]
    postgres = Postgres(folder.path / "postgres", port, password, database_account())
    postgres.prepare()
    forget_dead_server(postgres)
    child = Child("postgres", postgres.command(), folder.log("postgres"), account=postgres.account)
    child.stop_signal, child.patience_seconds, child.is_server = signal.SIGINT, 30, True
    supervisor.start(child)
    postgres.wait(alive=supervisor.hopeful)
    return postgres


def forget_dead_server(postgres: Postgres) -> None:
    """Remove the pid file of a server that is gone, whose number another process may have by now."""
    record = postgres.folder / "postmaster.pid"
    with suppress(FileNotFoundError, ValueError, IndexError):
        pid = int(record.read_text().split()[0])
        if not _serves(pid, str(postgres.folder)):
            record.unlink()


def _serves(pid: int, folder: str) -> bool:
    try:
        return pid != os.getpid() and folder in psutil.Process(pid).cmdline()
    except psutil.Error:
        return False
