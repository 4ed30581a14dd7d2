"""Sites as browsers name them: `https://www.example.com`, with the port where it is not the usual one."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

import idna
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from prm.platform.errors import FieldError, InvalidInput

MOST_ORIGINS: Final = 20
_LOCAL: Final = frozenset(("localhost", "127.0.0.1"))
_HOST: Final = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.ASCII
)
_BETWEEN: Final = re.compile(r"[\s,;]+")


def read_origins(text: str) -> list[str]:
    """The sites in a text, one a line. Raises InvalidInput naming what is none."""
    return clean_origins(filter(None, _BETWEEN.split(text)))


def clean_origins(given: Iterable[str]) -> list[str]:
    """Each once, as browsers write it. Raises InvalidInput."""
    found = list(dict.fromkeys(_origin(one) for one in given))
    if len(found) > MOST_ORIGINS:
        raise _wrong("too_many", gettext("Name at most %(most)d sites.") % {"most": MOST_ORIGINS})
    return found


def _origin(text: str) -> str:
    """`www.example.com/page` is https://www.example.com. http is for this machine alone, to try a page
    out."""
    words = gettext("“%(text)s” is not a site. Enter one such as https://www.example.com.") % {
        "text": text[:100]
    }
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port = parts.port
    except ValueError as error:
        raise _wrong("invalid", words) from error
    host = _in_ascii(parts.hostname or "")
    is_local = host in _LOCAL
    if not (is_local or _HOST.fullmatch(host)) or parts.scheme not in ("https", "http") or parts.username:
        raise _wrong("invalid", words)
    if parts.scheme == "http" and not is_local:
        raise _wrong("not_https", gettext("“%(text)s” must begin with https://.") % {"text": text[:100]})
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def _in_ascii(host: str) -> str:
    try:
        return host if host.isascii() else idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        return ""


def _wrong(code: str, words: str) -> InvalidInput:
    return InvalidInput([FieldError("allowed_origins", code, words)])


def own_origins(request: HttpRequest) -> set[str]:
    """This product's own, as the browser and as the operator names it."""
    return {f"{request.scheme}://{request.get_host()}".lower(), settings.BASE_URL.lower()}


def origin_of(request: HttpRequest) -> str:
    """The site whose page sends the request; "" if the browser does not say, or it is our own."""
    origin = request.headers.get("Origin", "").lower()
    return "" if origin in own_origins(request) else origin[:255]
