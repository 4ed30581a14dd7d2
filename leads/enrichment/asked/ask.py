"""Asking sources: one GET each, one deadline for all of it, public addresses only, no redirects."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Final

import httpcore
from django.utils.translation import gettext_noop

from leads.enrichment.models import EnrichmentSource
from leads.inbound.expression import Found, is_blank, read_expression
from leads.inbound.paths import WrongPath
from prm.platform import clock
from prm.platform.outbox.addresses import RefusedAddress
from prm.platform.outbox.retry_after import read_retry_after
from prm.platform.sealed import Unreadable, unseal

PURPOSE: Final = "enrichment"
MOST_BYTES: Final = 256 * 1024
BUSY: Final = 429
KNOWS_NOTHING: Final = (204, 404)
_FAILURES = (OSError, httpcore.NetworkError, httpcore.ProtocolError, UnicodeError)


@dataclass(frozen=True)
class Question:
    """One source, and where it is asked."""

    source: EnrichmentSource
    url: str


@dataclass(frozen=True)
class Answer:
    """What a source said: `fields` of a lead as they came; or the `problem`, and when to ask again."""

    question: Question
    fields: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    rest_seconds: float | None = None
    body: Any = None
    is_kept: bool = False


async def ask(pool: httpcore.AsyncConnectionPool, question: Question, seconds: float) -> Answer:
    """Ask once. Whatever goes wrong is a problem in the answer."""
    try:
        async with asyncio.timeout(max(seconds, 0.001)):
            headers = _headers(question.source)
            async with pool.stream("GET", question.url, headers=headers) as response:
                return await _read(question, response)
    except TimeoutError:
        return Answer(question, problem=gettext_noop("It did not answer in time."))
    except RefusedAddress:
        return Answer(question, problem=gettext_noop("Its address is inside a private network."))
    except Unreadable:
        return Answer(question, problem=gettext_noop("Its key cannot be read any more. Enter it again."))
    except (httpcore.UnsupportedProtocol, *_FAILURES):
        return Answer(question, problem=gettext_noop("It cannot be reached."))


def fields_of(source: EnrichmentSource, body: Any) -> dict[str, Any]:
    """What the source's mapping finds in an answer, raw as it came."""
    found = Found(body)
    values = {name: read_expression(text).value(found) for name, text in source.mapping.items()}
    return {name: value for name, value in values.items() if not is_blank(value)}


def _headers(source: EnrichmentSource) -> list[tuple[str, str]]:
    sent = [("Accept", "application/json"), ("User-Agent", "PRM-Enrichment/1")]
    return [*sent, (source.header, unseal(source.secret, PURPOSE))] if source.secret else sent


async def _read(question: Question, response: httpcore.Response) -> Answer:
    if response.status in KNOWS_NOTHING:
        return Answer(question)
    if not 200 <= response.status < 300:
        return _refused(question, response)
    read = b""
    async for part in response.aiter_stream():
        read += part
        if len(read) > MOST_BYTES:
            return Answer(question, problem=gettext_noop("Its answer is too long."))
    return _mapped(question, read)


def _refused(question: Question, response: httpcore.Response) -> Answer:
    headers = {name.lower(): value for name, value in response.headers}
    wait = read_retry_after(headers.get(b"retry-after", b"").decode("latin-1"), clock.now())
    if response.status == BUSY:
        seconds = wait.total_seconds() if wait is not None else 0
        words = gettext_noop("It asks us to wait: too many requests.")
        return Answer(question, problem=words, rest_seconds=seconds)
    if response.status in (401, 403):
        return Answer(question, problem=gettext_noop("It refuses the key."))
    if 300 <= response.status < 400:
        return Answer(question, problem=gettext_noop("It sends us to another address. Enter that address."))
    return Answer(question, problem=gettext_noop("It answered with an error."))


def _mapped(question: Question, read: bytes) -> Answer:
    try:
        body = json.loads(read)
        return Answer(question, fields_of(question.source, body), body=body)
    except (ValueError, RecursionError):
        return Answer(question, problem=gettext_noop("Its answer is not JSON."))
    except WrongPath:
        return Answer(question, problem=gettext_noop("Its mapping cannot be read."))
