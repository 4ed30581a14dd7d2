"""Nothing connects to an address that somebody gave but through the guard that looks at the address."""

import ast
from pathlib import Path

from tests.stack.servers import REPOSITORY

CONNECTS = (
    "httpx",
    "httpcore",
    "requests",
    "urllib.request",
    "urllib3",
    "aiohttp",
    "http.client",
    "socket",
    "ftplib",
)
# What may: the guard and its sender, and what is handed the sender's connections; the local stack and the
# demo speak to this machine alone.
ASKS = {"leads/enrichment/asked/ask.py"}
MAY = {"prm/platform/outbox/addresses.py", "prm/platform/outbox/send_webhooks.py", *ASKS}
LOCAL = ("prm/local/", "prm/demo/")
APPS = ("prm", "partners", "leads", "routing", "portal")


def imports(path: Path) -> set[str]:
    """The modules that a file imports, with the names taken from them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def connecting_files() -> set[str]:
    return {
        str(path.relative_to(REPOSITORY))
        for app in APPS
        for path in (REPOSITORY / app).rglob("*.py")
        if any(name == known or name.startswith(f"{known}.") for name in imports(path) for known in CONNECTS)
    }


def test_only_the_guarded_sender_connects_to_addresses_that_somebody_gave() -> None:
    found = connecting_files()
    assert "prm/platform/outbox/send_webhooks.py" in found
    assert {path for path in found if not path.startswith(LOCAL)} == MAY


def test_who_is_handed_connections_makes_none() -> None:
    for name in ASKS:
        text = (REPOSITORY / name).read_text()
        assert not [made for made in ("Pool(", "Connection(", "Backend", "connect_tcp") if made in text]


def test_the_sender_uses_the_guard() -> None:
    sender = (REPOSITORY / "prm/platform/outbox/send_webhooks.py").read_text()
    assert sender.count("AsyncConnectionPool(network_backend=GuardedNetwork()") == 1
    assert sender.count("AsyncConnectionPool(") == 1
