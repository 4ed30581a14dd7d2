"""The first calls of a fresh process, from many threads at once, share one client of Redis."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Barrier
from typing import Any

import pytest
import redis

from prm.platform import redis_client as module
from prm.platform.redis_client import redis_client

THREADS = 8


@pytest.fixture(autouse=True)
def slow_to_make(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh process in which making a client takes long enough for all threads to come."""
    made = redis.Redis.from_url

    def slowly(*arguments: Any, **wishes: Any) -> redis.Redis:
        time.sleep(0.05)
        return made(*arguments, **wishes)

    monkeypatch.setattr(module, "_clients", {})
    monkeypatch.setattr(redis.Redis, "from_url", slowly)


def clients_of_a_rush(make: Callable[[], redis.Redis]) -> set[int]:
    """How many clients so many threads get that ask at the same moment; each of them works."""
    together = Barrier(THREADS)

    def ask() -> redis.Redis:
        together.wait()
        client = make()
        assert client.ping()
        return client

    with ThreadPoolExecutor(THREADS) as threads:
        found = [one.result() for one in [threads.submit(ask) for _ in range(THREADS)]]
    return {id(client) for client in found}


def test_threads_that_ask_first_together_get_one_client() -> None:
    assert len(clients_of_a_rush(lambda: redis_client(answer_within=1.0))) == 1
    assert redis_client(answer_within=1.0) is redis_client(answer_within=1.0)
    assert redis_client(answer_within=1.0) is not redis_client(answer_within=0.5)


def test_a_plain_cache_would_make_several(settings: Any) -> None:
    unguarded = cache(lambda: redis.Redis.from_url(settings.REDIS_URL))
    assert len(clients_of_a_rush(unguarded)) > 1, "the check would not notice"
