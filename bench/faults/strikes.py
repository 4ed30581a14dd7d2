"""The faults: what is killed, stopped or emptied while leads come in."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from prm.local.child import Child, kill_group
from prm.local.stack import Stack


@dataclass(frozen=True)
class Fault:
    """What is done, and how."""

    name: str
    strike: Callable[[Stack], None]


def child(stack: Stack, name: str) -> Child:
    """A process of the stack."""
    return next(one.child for one in stack.supervisor.watched if one.child.name == name)


def kill(name: str) -> Callable[[Stack], None]:
    """kill -9 for the process and all that it started."""

    def strike(stack: Stack) -> None:
        process = child(stack, name).process
        if process is not None:
            kill_group(process.pid)

    return strike


def kill_often(name: str) -> Callable[[Stack], None]:
    """The same, five times, a second apart."""

    def strike(stack: Stack) -> None:
        for _ in range(5):
            kill(name)(stack)
            time.sleep(1)

    return strike


def kill_in_transaction(name: str, table: str) -> Callable[[Stack], None]:
    """kill -9 while a transaction that has written to the table is still open: just before its COMMIT."""

    def strike(stack: Stack) -> None:
        until = time.monotonic() + 5
        while time.monotonic() < until:
            if _is_writing(table):
                break
        kill(name)(stack)

    return strike


def _is_writing(table: str) -> bool:
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from bench.sql import OPEN_WRITES  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(OPEN_WRITES, [table])
        return bool(cursor.fetchone()[0])


def flush_redis(stack: Stack) -> None:
    """Everything in Redis is gone."""
    import redis  # noqa: PLC0415

    redis.Redis.from_url(stack.environment["REDIS_URL"]).flushall()


def freeze(name: str, seconds: float) -> Callable[[Stack], None]:
    """The process stands still for some seconds, as a machine that is out of memory."""

    def strike(stack: Stack) -> None:
        process = child(stack, name).process
        if process is None:
            return
        os.killpg(process.pid, signal.SIGSTOP)
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGCONT)

    return strike


def second_beat(stack: Stack) -> None:
    """A second clockwork beside the first, for five seconds."""
    first = child(stack, "beat")
    command = [part.replace("beat-schedule", "beat-schedule-2") for part in first.command]
    twin = Child("beat-2", command, stack.folder.log("beat-2"), first.environment)
    twin.start()
    time.sleep(5)
    twin.stop()


FAULTS: Final = (
    Fault("nothing", lambda stack: None),
    Fault("worker killed", kill("worker")),
    Fault("worker killed before COMMIT of a batch", kill_in_transaction("worker", "routing_decision")),
    Fault("worker killed five times", kill_often("worker")),
    Fault("web killed", kill("web")),
    Fault("web killed before COMMIT of a POST", kill_in_transaction("web", "leads_lead")),
    Fault("beat killed", kill("beat")),
    Fault("two beats", second_beat),
    Fault("sender killed", kill("background")),
    Fault("Redis emptied", flush_redis),
    Fault("Redis killed", kill("redis")),
    Fault("Redis stands still for 5 s", freeze("redis", 5)),
    Fault("PostgreSQL killed", kill("postgres")),
)
