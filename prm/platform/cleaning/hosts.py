"""Host names in ASCII, as nearly all of them come: told apart at once from those that need IDNA."""

import re

_PLAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.ASCII)


def plain_host(text: str) -> str:
    """The name in lower case, if it is letters, digits, dots and hyphens and no encoded Unicode; else ""."""
    host = text.lower()
    return host if "--" not in host and text.isascii() and _PLAIN.fullmatch(host) else ""
