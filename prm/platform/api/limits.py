"""How many requests a key may make in a minute, told on every answer (RateLimit, RateLimit-Policy).

The counts are in Redis, by minute. Without Redis nothing is counted and nobody is refused.
"""

import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from rest_framework.exceptions import APIException

from prm.platform import clock
from prm.platform.api.caller import Caller
from prm.platform.hand_over import UNREACHABLE
from prm.platform.redis_client import redis_client

logger = logging.getLogger(__name__)
WINDOW_SECONDS = 60


class TooManyRequests(APIException):
    """The key, or all keys of the vendor together, have used up this minute. `wait` is in seconds."""

    status_code = 429
    default_code = "too_many_requests"
    default_detail = "Too many requests in this minute; nothing has changed. Send it again later."

    def __init__(self, wait: int) -> None:
        super().__init__()
        self.wait = wait


@dataclass(frozen=True)
class Allowance:
    """What is left of one limit in this minute."""

    name: str
    quota: int
    used: int
    seconds_left: int

    @property
    def left(self) -> int:
        return max(0, self.quota - self.used)

    @property
    def headers(self) -> dict[str, str]:
        """As the IETF's draft on RateLimit header fields writes them."""
        return {
            "RateLimit-Policy": f'"{self.name}";q={self.quota};w={WINDOW_SECONDS}',
            "RateLimit": f'"{self.name}";r={self.left};t={self.seconds_left}',
        }


def count_request(caller: Caller) -> Allowance | None:
    """Count a request of a key; what is left of the limit that is nearest. None where nothing is limited."""
    quotas = {f"key:{caller.key.id}": settings.API_REQUESTS_PER_MINUTE}
    quotas[f"vendor:{caller.vendor.id}"] = caller.vendor.requests_per_minute or 0
    limited = {name: quota for name, quota in quotas.items() if quota}
    if not limited:
        return None
    second = int(clock.now().timestamp())
    try:
        used = _count(list(limited), second // WINDOW_SECONDS)
    except UNREACHABLE as error:
        logger.warning("requests are not counted: %s", error)
        return None
    left = WINDOW_SECONDS - second % WINDOW_SECONDS
    all_limits = [
        Allowance(name.partition(":")[0], quota, count, left)
        for (name, quota), count in zip(limited.items(), used, strict=True)
    ]
    return min(all_limits, key=lambda one: one.quota - one.used)


def _count(names: list[str], minute: int) -> list[int]:
    """One round trip: each name's count in this minute, this request included."""
    with redis_client(answer_within=0.5).pipeline(transaction=False) as pipeline:
        for name in names:
            pipeline.incr(f"prm:rate:{name}:{minute}")
            pipeline.expire(f"prm:rate:{name}:{minute}", 2 * WINDOW_SECONDS)
        answers: list[Any] = pipeline.execute()
    return [int(count) for count in answers[::2]]
