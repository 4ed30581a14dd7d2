"""The process's client of Redis, one for each timeout, shared by all its threads."""

import os
from threading import Lock

import redis
from django.conf import settings

_clients: dict[tuple[int, float], redis.Redis] = {}
_making = Lock()


def redis_client(*, answer_within: float) -> redis.Redis:
    """The client whose calls fail after so many seconds without an answer.

    A process that was forked gets clients of its own: a connection serves one process. Two threads that ask
    first at the same moment get the same client: one that is dropped closes the connections of its pool,
    also those that a call of another thread is using.
    """
    key = (os.getpid(), answer_within)
    client = _clients.get(key)
    if client is None:
        with _making:
            client = _clients.get(key)
            if client is None:
                client = redis.Redis.from_url(
                    settings.REDIS_URL, socket_timeout=answer_within, socket_connect_timeout=0.5
                )
                _clients[key] = client
    return client
