"""Delivering one webhook: signed, one deadline for all of it, no redirects, public addresses only."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from time import monotonic

import httpcore
from standardwebhooks import Webhook

from prm.platform import clock
from prm.platform.outbox.addresses import GuardedNetwork, RefusedAddress
from prm.platform.outbox.chat import chat_body
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from prm.platform.outbox.result import Exchange, Result
from prm.platform.outbox.retry_after import read_retry_after

SECONDS_ALLOWED = 10
# The status decides. What the receiver says beside it is for the log, and not worth waiting for.
SECONDS_TO_READ = 2
CHARACTERS_KEPT = 1000
GONE = 410
BUSY = (408, 429)
CANNOT_BE_SENT = (RefusedAddress, httpcore.UnsupportedProtocol, httpcore.LocalProtocolError, UnicodeError)


Connections = httpcore.AsyncConnectionPool


def connections(most: int) -> Connections:
    """Connections that go through the guard, so many at the same time at most."""
    return httpcore.AsyncConnectionPool(network_backend=GuardedNetwork(), max_connections=most)


async def send_webhook(pool: Connections, message: OutboxMessage) -> Result:
    """Post a picked message to its endpoint. Call outside any transaction."""
    endpoint = message.endpoint
    if endpoint is None or not endpoint.is_active:
        return Result(message, "the endpoint is switched off", is_final=True)
    return await _Sending(pool, endpoint, message).send()


class _Sending:
    """One attempt: what is asked, and the clocks that run meanwhile."""

    def __init__(self, pool: Connections, endpoint: WebhookEndpoint, message: OutboxMessage) -> None:
        self.pool, self.endpoint, self.message = pool, endpoint, message
        self.started_at, self._began = clock.now(), monotonic()
        self.headers: dict[str, str] = {}

    async def send(self) -> Result:
        try:
            async with asyncio.timeout(SECONDS_ALLOWED):
                return await self._post()
        except TimeoutError:
            return self._failed(f"no answer within {SECONDS_ALLOWED} s")
        except CANNOT_BE_SENT as error:
            return self._failed(str(error) or type(error).__name__, is_final=True)
        except Exception as error:  # whatever a far server makes a library say, it is one failed attempt
            return self._failed(f"{type(error).__name__}: {error}")

    async def _post(self) -> Result:
        body = body_of(self.endpoint, self.message)
        self.headers = headers_of(self.endpoint, self.message, body)
        given, content = list(self.headers.items()), body.encode()
        async with self.pool.stream("POST", self.endpoint.url, headers=given, content=content) as answer:
            milliseconds = self._milliseconds()
            text = await _first_part(answer)
            return judged(self.message, answer, self._exchange(milliseconds, answer.status, text))

    def _failed(self, error: str, *, is_final: bool = False) -> Result:
        exchange = self._exchange(self._milliseconds())
        return Result(
            self.message, error, is_final=is_final, is_endpoint_down=not is_final, exchange=exchange
        )

    def _milliseconds(self) -> int:
        return round((monotonic() - self._began) * 1000)

    def _exchange(self, milliseconds: int, status: int | None = None, answer: str = "") -> Exchange:
        return Exchange(self.endpoint.url, self.started_at, milliseconds, self.headers, status, answer)


async def _first_part(answer: httpcore.Response) -> str:
    """What the log keeps of an answer's body. A receiver may be slow with it, or break off."""
    read = b""
    try:
        async with asyncio.timeout(SECONDS_TO_READ):
            async for part in answer.aiter_stream():
                read += part
                if len(read) >= 4 * CHARACTERS_KEPT:
                    break
    except (TimeoutError, httpcore.NetworkError, httpcore.ProtocolError):
        pass
    return read.decode(errors="replace").replace("\x00", "\ufffd")[:CHARACTERS_KEPT]


def body_of(endpoint: WebhookEndpoint, message: OutboxMessage) -> str:
    """The text that is posted: the payload, or what the endpoint's chat program takes."""
    body = message.payload
    if endpoint.shape != WebhookEndpoint.Shape.STANDARD:
        body = chat_body(message, endpoint, message.vendor)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def headers_of(endpoint: WebhookEndpoint, message: OutboxMessage, body: str) -> dict[str, str]:
    """The headers of a request; signed, but for chat programs, which do not look."""
    headers = {"Content-Type": "application/json", "User-Agent": "PRM-Webhooks/1"}
    if endpoint.shape != WebhookEndpoint.Shape.STANDARD:
        return headers
    return headers | signed_headers(secrets_of(endpoint), message_id=str(message.id), body=body)


def secrets_of(endpoint: WebhookEndpoint) -> list[str]:
    """The secret to sign with; for a while after it was renewed, the one before it as well."""
    until = endpoint.previous_secret_until_at
    is_changing = until is not None and clock.now() < until
    return [endpoint.secret, *([endpoint.previous_secret] if is_changing else [])]


def signed_headers(secrets: Sequence[str], *, message_id: str, body: str) -> dict[str, str]:
    """The headers of the Standard Webhooks specification. The id is the same at each attempt."""
    now = clock.now()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(Webhook(secret).sign(message_id, now, body) for secret in secrets),
    }


def judged(message: OutboxMessage, answer: httpcore.Response, exchange: Exchange) -> Result:
    """What an answer means for the message and for its endpoint."""
    status = answer.status
    if 200 <= status < 300:
        return Result(message, exchange=exchange)
    return Result(
        message,
        f"answered {status}",
        is_final=status == GONE,
        is_endpoint_down=status in BUSY or status >= 500,
        is_endpoint_gone=status == GONE,
        retry_after=read_retry_after(_header(answer.headers), clock.now()),
        exchange=exchange,
    )


def _header(headers: Sequence[tuple[bytes, bytes]]) -> str:
    named: Mapping[bytes, bytes] = {name.lower(): value for name, value in headers}
    return named.get(b"retry-after", b"").decode("latin-1")
