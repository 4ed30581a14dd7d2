"""Whose address a request comes from, seen through as many proxies as the operator trusts.

Each trusted proxy appends the address it was called from to X-Forwarded-For. With `settings.TRUSTED_PROXIES`
of them, the client is that many entries from the right; what stands further left the client itself wrote.
"""

from collections.abc import Callable
from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
_current: ContextVar[str] = ContextVar("client_address", default="")


class ClientAddress:
    """Middleware: puts the client's address in REMOTE_ADDR, where log-in limits, signatures and logs look."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = forwarded_for(request.headers.get("X-Forwarded-For", ""), settings.TRUSTED_PROXIES)
        if found:
            request.META["REMOTE_ADDR"] = found
        token = _current.set(str(request.META.get("REMOTE_ADDR") or ""))
        try:
            return self.get_response(request)
        finally:
            _current.reset(token)


def current_address() -> str:
    """Where the request that is being answered comes from; "" outside of one."""
    return _current.get()


def forwarded_for(header: str, trusted: int) -> str:
    """The address that the outermost of `trusted` proxies was called from; "" if the header does not say."""
    entries = [entry.strip() for entry in header.split(",")]
    if not 0 < trusted <= len(entries):
        return ""
    return _address(entries[-trusted])


def _address(entry: str) -> str:
    """An entry without its port: `203.0.113.7:4711`, `[2001:db8::7]:4711`."""
    bare = entry.partition("]")[0].removeprefix("[") if entry.startswith("[") else entry
    bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        return str(ip_address(bare))
    except ValueError:
        return ""
