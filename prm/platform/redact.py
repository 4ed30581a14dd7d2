"""Log lines without secrets: tokens in paths, keys, and values that the database quotes in its errors."""

import logging
import re
from typing import Any

from gunicorn.glogging import Logger as GunicornBaseLogger

from prm.platform.request_id import current_request_id

HIDDEN = "…"
_SECRETS = (
    # Links with a token: /acme/invitations/TOKEN/, /acme/o/TOKEN/, allauth's password and e-mail links.
    (re.compile(r"(/invitations/)[^/\s\"'?]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/inbound/[^/\s\"'?]+/)[^/\s\"'?]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/o/)[^/\s\"'?]{8,}"), rf"\1{HIDDEN}"),
    (re.compile(r"(/password/reset/key/)[^/\s\"'?]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/confirm-email/)[^/\s\"'?]+"), rf"\1{HIDDEN}"),
    # The same as they stand in a query: ?next=%2Facme%2Finvitations%2FTOKEN%2F.
    (re.compile(r"(?i)(%2F(?:invitations|o|key|confirm-email)%2F)[^%\s\"'&]+"), rf"\1{HIDDEN}"),
    # API keys and other credentials.
    (re.compile(r"\bprm_[a-z0-9-]+_[0-9a-f]{8}_[\w-]+"), f"prm_{HIDDEN}"),
    (re.compile(r"(?i)(\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}"), rf"\1{HIDDEN}"),
    (
        re.compile(r"(?i)\b((?:verify_)?token|key|password|secret|sessionid|csrftoken)=[^\s&;,\"']+"),
        rf"\1={HIDDEN}",
    ),
    (re.compile(r"(://[^:/\s@]+:)[^@\s/]+@"), rf"\1{HIDDEN}@"),
    # PostgreSQL's errors name the row's values: DETAIL: Key (email)=(dana@example.com) already exists.
    (re.compile(r"(?m)^(DETAIL|CONTEXT):.*$"), rf"\1: {HIDDEN}"),
)


def without_secrets(text: str) -> str:
    """The text with everything that opens a door, or names a person in a database error, left out."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats a record, its traceback too, with the id of the request, and then takes the secrets out."""

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = current_request_id()
        return without_secrets(super().format(record))


class RedactingGunicornLogger(GunicornBaseLogger):  # type: ignore[misc]
    """gunicorn's logs, whose loggers have handlers of their own."""

    def _set_handler(self, log: Any, output: Any, fmt: logging.Formatter, stream: Any = None) -> None:
        redacting = RedactingFormatter(fmt._fmt, fmt.datefmt)
        super()._set_handler(log, output, redacting, stream)
