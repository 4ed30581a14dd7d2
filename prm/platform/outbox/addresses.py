"""Where webhooks may go: public addresses only, unless this installation says otherwise.

The check is made on the address that is connected to, not on the name: a name that answers differently the
second time gains nothing.
"""

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

import httpcore
from django.conf import settings
from django.utils.translation import gettext

from prm.platform.errors import FieldError, InvalidInput

# Ports below are those of mail, file and log-in services; none of them takes webhooks.
HTTPS_PORT, LAST_RESERVED_PORT = 443, 1023
NAT64_WELL_KNOWN = b"\x00\x64\xff\x9b" + bytes(8)


class RefusedAddress(Exception):
    """The address is one of this machine or of its networks."""


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, also when it is an IPv4 address in an IPv6 one."""
    ip = ip_address(address.partition("%")[0])
    inner = _inner(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        ip = inner
    return ip.is_global and not ip.is_multicast


def _inner(ip: IPv6Address) -> IPv4Address | None:
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    return IPv4Address(ip.packed[12:]) if ip.packed[:12] == NAT64_WELL_KNOWN else None


def check_webhook_url(url: str, field: str = "url") -> str:
    """The URL, if a webhook may be sent there as far as can be told without asking the name service.

    Raises InvalidInput. The address itself is checked at each delivery. An installation that may post to its
    own network may do so without https and to any port.
    """
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        fits = fits and not parts.username and not parts.password
    except ValueError:
        fits = False
    if not fits:
        raise InvalidInput([FieldError(field, "invalid_url", gettext("Enter an http or https address."))])
    if not settings.ALLOW_PRIVATE_WEBHOOKS:
        _check_public(parts, field)
    return url


def _check_public(parts: SplitResult, field: str) -> None:
    if _names_private_address(parts.hostname or ""):
        message = gettext("This address is inside a private network; webhooks go to public addresses.")
        raise InvalidInput([FieldError(field, "private_address", message)])
    if parts.scheme != "https":
        message = gettext("Enter an address that begins with https. Webhooks can hold personal data.")
        raise InvalidInput([FieldError(field, "not_https", message)])
    if parts.port is not None and parts.port != HTTPS_PORT and parts.port <= LAST_RESERVED_PORT:
        message = gettext("Use port 443, or a port above 1023.")
        raise InvalidInput([FieldError(field, "port", message)])


def _names_private_address(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".internal", ".local")):
        return True
    try:
        return not is_public(socket.inet_ntoa(socket.inet_aton(host)) if ":" not in host else host)
    except (OSError, ValueError):
        return False


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only, and to the very address it has looked at."""

    def __init__(self) -> None:
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        address = await self._address(host, port)
        return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)

    @staticmethod
    async def _address(host: str, port: int) -> str:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not settings.ALLOW_PRIVATE_WEBHOOKS and not all(is_public(address) for address in addresses):
            raise RefusedAddress(f"{host} is inside a private network")
        return addresses[0]
