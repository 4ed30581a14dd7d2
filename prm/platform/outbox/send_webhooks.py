"""Delivering webhooks: signed, one deadline for each, no redirects, public addresses only."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

import httpcore
from standardwebhooks import Webhook

from prm.platform import clock
from prm.platform.outbox.addresses import GuardedNetwork, RefusedAddress
from prm.platform.outbox.chat import chat_body
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from prm.platform.outbox.pick import Result

SECONDS_ALLOWED = 10
AT_ONCE_TO_ONE_ENDPOINT = 4
GONE = 410
BUSY = (408, 429)
CANNOT_BE_SENT = (RefusedAddress, httpcore.UnsupportedProtocol, httpcore.LocalProtocolError, UnicodeError)


def send_webhooks(messages: Sequence[OutboxMessage]) -> list[Result]:
    """Post picked messages to their endpoints, all at the same time. Call outside any transaction."""
    return asyncio.run(_send_all(messages)) if messages else []


class _Round:
    """One round of deliveries: the connections, and the endpoints found to be down in it."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self.pool = pool
        self.down: set[UUID | None] = set()
        self.gates: dict[UUID | None, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(AT_ONCE_TO_ONE_ENDPOINT)
        )


async def _send_all(messages: Sequence[OutboxMessage]) -> list[Result]:
    async with httpcore.AsyncConnectionPool(network_backend=GuardedNetwork(), max_connections=50) as pool:
        this_round = _Round(pool)
        return await asyncio.gather(*(_send_behind_gate(this_round, message) for message in messages))


async def _send_behind_gate(this_round: _Round, message: OutboxMessage) -> Result:
    async with this_round.gates[message.endpoint_id]:
        if message.endpoint_id in this_round.down:
            return Result(message, was_tried=False)
        result = await _send(this_round.pool, message)
        if result.is_endpoint_down:
            this_round.down.add(message.endpoint_id)
        return result


async def _send(pool: httpcore.AsyncConnectionPool, message: OutboxMessage) -> Result:
    endpoint = message.endpoint
    if endpoint is None or not endpoint.is_active:
        return Result(message, "the endpoint is switched off", is_final=True)
    try:
        async with asyncio.timeout(SECONDS_ALLOWED):
            return _judged(message, await _post(pool, endpoint, message))
    except TimeoutError:
        return Result(message, f"no answer within {SECONDS_ALLOWED} s", is_endpoint_down=True)
    except CANNOT_BE_SENT as error:
        return Result(message, str(error) or type(error).__name__, is_final=True)
    except Exception as error:  # whatever a far server makes a library say, it is one failed attempt
        return Result(message, f"{type(error).__name__}: {error}", is_endpoint_down=True)


async def _post(pool: httpcore.AsyncConnectionPool, endpoint: WebhookEndpoint, message: OutboxMessage) -> int:
    body = _body(endpoint, message)
    headers = {"Content-Type": "application/json", "User-Agent": "PRM-Webhooks/1"}
    if endpoint.shape == WebhookEndpoint.Shape.STANDARD:
        headers |= signed_headers(secrets_of(endpoint), message_id=str(message.id), body=body)
    # The answer's body is never read: the stream closes with its head.
    content, given = body.encode(), list(headers.items())
    async with pool.stream("POST", endpoint.url, headers=given, content=content) as answer:
        return int(answer.status)


def _body(endpoint: WebhookEndpoint, message: OutboxMessage) -> str:
    body = message.payload
    if endpoint.shape != WebhookEndpoint.Shape.STANDARD:
        body = chat_body(message, endpoint, message.vendor)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


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


def _judged(message: OutboxMessage, status: int) -> Result:
    if 200 <= status < 300:
        return Result(message)
    return Result(
        message,
        f"answered {status}",
        is_final=status == GONE,
        is_endpoint_down=status in BUSY or status >= 500,
        is_endpoint_gone=status == GONE,
    )
