"""Requests to a CRM: public addresses only, one deadline each, every failure a `CrmProblem` or an answer."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpcore
from django.utils.translation import gettext

from crm.adapters.adapter import CrmProblem
from prm.platform import clock
from prm.platform.outbox.addresses import RefusedAddress
from prm.platform.outbox.retry_after import read_retry_after

SECONDS_ALLOWED = 20
MOST_BYTES = 20 * 1024 * 1024
BUSY = 429
Pool = httpcore.AsyncConnectionPool


@dataclass(frozen=True)
class Answer:
    """A status below 500 with what was said: JSON, or None."""

    status: int
    headers: Mapping[str, str]
    data: Any

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Calls:
    """Requests to one CRM."""

    pool: Pool
    base_url: str

    async def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        form: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request. Raises CrmProblem where nobody answers, the CRM is busy, or it has an error."""
        if not path.startswith("/"):
            raise CrmProblem(gettext("The CRM sends us to another address. Enter that address here."))
        url = f"{self.base_url.rstrip('/')}{path}" + (f"?{urlencode(query)}" if query else "")
        sent = {"Accept": "application/json", "User-Agent": "PRM-Sync/1", **(headers or {})}
        content = b""
        if form is not None:
            sent["Content-Type"], content = "application/x-www-form-urlencoded", urlencode(form).encode()
        elif body is not None:
            sent["Content-Type"], content = "application/json", json.dumps(body).encode()
        answer = await self._answer(method, url, sent, content)
        _require_working(answer)
        return answer

    async def _answer(self, method: str, url: str, headers: dict[str, str], content: bytes) -> Answer:
        try:
            async with asyncio.timeout(SECONDS_ALLOWED):
                async with self.pool.stream(
                    method, url, headers=list(headers.items()), content=content
                ) as response:
                    return await _read(response)
        except TimeoutError as error:
            words = gettext("The CRM did not answer within %(n)d seconds.") % {"n": SECONDS_ALLOWED}
            raise CrmProblem(words) from error
        except RefusedAddress as error:
            raise CrmProblem(gettext("The address of the CRM is inside a private network.")) from error
        except (OSError, httpcore.NetworkError, httpcore.ProtocolError, UnicodeError) as error:
            words = gettext("The CRM cannot be reached: %(why)s") % {
                "why": str(error) or type(error).__name__
            }
            raise CrmProblem(words) from error


async def _read(response: httpcore.Response) -> Answer:
    read = b""
    async for part in response.aiter_stream():
        read += part
        if len(read) > MOST_BYTES:
            raise CrmProblem(gettext("The CRM’s answer is too long."))
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    return Answer(response.status, headers, _as_json(read))


def _as_json(read: bytes) -> Any:
    try:
        return json.loads(read) if read else None
    except ValueError:
        return None


def _require_working(answer: Answer) -> None:
    wait = read_retry_after(answer.headers.get("retry-after", ""), clock.now())
    seconds = wait.total_seconds() if wait is not None else None
    if answer.status == BUSY:
        raise CrmProblem(gettext("The CRM asks us to wait: too many requests."), seconds)
    if answer.status >= 500:
        words = gettext("The CRM has an error of its own (status %(status)s).") % {"status": answer.status}
        raise CrmProblem(words, seconds)
    if 300 <= answer.status < 400:
        raise CrmProblem(gettext("The CRM sends us to another address. Enter that address here."))
