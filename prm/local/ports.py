"""TCP ports on the loopback address."""

import socket

from prm.local.trouble import Trouble

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether a server could listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def keep_or_change(port: int | None) -> int:
    """The same port again when it is free, else another."""
    return port if port is not None and is_free(port) else free_port()


def require_free(port: int) -> None:
    """Raise Trouble when the port is taken or not ours to take."""
    if not 1 <= port <= 65535:
        raise Trouble(f"{port} is no port: choose one from 1024 to 65535, as in PORT=8001.")
    if not is_free(port):
        raise Trouble(
            f"Port {port} is in use or not allowed: free it, or choose another, as in PORT={port + 1}."
        )
