"""Leads routed a second with everything written, and the time from a lead's arrival to its offer.

Run as `python -m bench.routing [--quick]`. A whole stack of its own: embedded PostgreSQL and Redis, the web
server, a Celery worker of two processes, and beat, all on this machine's cores beside this script. Every
partner has a member who is mailed. A lead arrives when its POST is sent, and is offered when another
connection sees the offer committed.
"""

import argparse
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg

from bench.sql import DECIDED, DROP_MAILS, SET_VENDOR, WAITING
from bench.stack import running_stack

LOOK_EVERY_SECONDS = 0.01
PATIENCE_SECONDS = 60.0


@dataclass
class Arrivals:
    """When each lead of a run was sent, and when it was seen offered (or otherwise decided)."""

    sent: dict[str, float] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)
    refused: int = 0

    @property
    def waits(self) -> list[float]:
        """Milliseconds from arrival to offer, shortest first."""
        return sorted(1000 * (self.seen[name] - at) for name, at in self.sent.items() if name in self.seen)

    def is_over(self) -> bool:
        """Whether every lead that was sent has been seen."""
        return len(self.seen) >= len(self.sent)


@dataclass(frozen=True)
class Figures:
    """One line of the table; latencies in milliseconds."""

    partners: int
    leads_a_second: float
    rest: Sequence[float]
    load: Sequence[float]
    sent: int


def measure(url: str, size: int, *, posts: int, seconds: int, bulk: int) -> Figures:
    """One programme of partners: at rest, then at 50 leads a second, then as fast as it goes."""
    from bench.programme import make_programme  # noqa: PLC0415 - needs Django set up

    programme = make_programme(size)
    client = httpx.Client(
        base_url=url,
        headers={"Authorization": f"Bearer {programme.key}"},
        timeout=30,
        limits=httpx.Limits(max_connections=24),
    )
    with client, _looking(programme.vendor.id) as look:
        _send(client, look, count=3, a_second=2, start=0)  # the first batch reads the partner table
        rest = _send(client, look, count=posts, a_second=4, start=10_000)
        load = _send(client, look, count=50 * seconds, a_second=50, start=20_000)
    return Figures(size, _throughput(programme, bulk), rest.waits, load.waits, len(load.sent))


def _send(
    client: httpx.Client, look: Callable[[Arrivals], None], *, count: int, a_second: float, start: int
) -> Arrivals:
    """Post leads at an even pace and wait until each has been decided."""
    from bench.programme import lead_body  # noqa: PLC0415

    arrivals, chance = Arrivals(), random.Random(start)
    bodies = [lead_body(start + number, chance) for number in range(count)]
    watcher = threading.Thread(target=look, args=(arrivals,), daemon=True)
    begun = time.monotonic() + 0.05
    arrivals.sent = {body["external_id"]: begun + PATIENCE_SECONDS for body in bodies}
    watcher.start()
    with ThreadPoolExecutor(24) as posters:
        for number, body in enumerate(bodies):
            time.sleep(max(0.0, begun + number / a_second - time.monotonic()))
            posters.submit(_post, client, body, arrivals)
    watcher.join(PATIENCE_SECONDS)
    return arrivals


def _post(client: httpx.Client, body: dict[str, Any], arrivals: Arrivals) -> None:
    arrivals.sent[body["external_id"]] = time.monotonic()
    answer = client.post("/api/v1/leads/", json=body)
    if answer.status_code != 201:
        del arrivals.sent[body["external_id"]]
        arrivals.refused += 1


@contextmanager
def _looking(vendor_id: Any) -> Iterator[Callable[[Arrivals], None]]:
    """A connection of our own that notes when leads are decided."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(SET_VENDOR, [str(vendor_id)])

        def look(arrivals: Arrivals) -> None:
            until = time.monotonic() + PATIENCE_SECONDS
            while not arrivals.is_over() and time.monotonic() < until:
                waiting = [name for name in list(arrivals.sent) if name not in arrivals.seen]
                rows = connection.execute(DECIDED, [vendor_id, waiting]).fetchall()
                now = time.monotonic()
                arrivals.seen.update((name, now) for (name,) in rows)
                time.sleep(LOOK_EVERY_SECONDS)

        yield look


def _throughput(programme: Any, how_many: int) -> float:
    """Leads a second, from when they are committed and the worker is woken until the last is decided."""
    from bench.programme import write_leads  # noqa: PLC0415
    from prm.platform.wake import send_wake  # noqa: PLC0415

    write_leads(programme, how_many, 100_000)
    send_wake(programme.vendor.id)
    started = time.monotonic()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(SET_VENDOR, [str(programme.vendor.id)])
        while connection.execute(WAITING, [programme.vendor.id]).fetchall()[0][0]:
            time.sleep(0.02)
        spent = time.monotonic() - started
        connection.execute(DROP_MAILS)
    return how_many / spent


def table(figures: Sequence[Figures]) -> str:
    """The figures for people."""
    lines = [
        f"routing with everything written, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before",
        f"{'partners':>9} {'leads/s':>9} {'at rest p50':>12} {'p99':>8} {'at 50/s p50':>12} {'p99':>8}"
        f" {'decided':>12}",
    ]
    for one in figures:
        rest = f"{_at(one.rest, 0.5):9.0f} ms {_at(one.rest, 0.99):5.0f} ms"
        load = f"{_at(one.load, 0.5):9.0f} ms {_at(one.load, 0.99):5.0f} ms"
        decided = f"{len(one.load)}/{one.sent}"
        lines.append(f"{one.partners:>9,} {one.leads_a_second:>9,.0f} {rest} {load} {decided:>12}")
    return "\n".join(lines)


def _at(sorted_values: Sequence[float], share: float) -> float:
    if not sorted_values:
        return float("nan")
    return sorted_values[min(len(sorted_values) - 1, int(share * len(sorted_values)))]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="500 partners only, fewer leads")
    quick = parser.parse_args().quick
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the stack is stopped then, too
    sizes = (500,) if quick else (50, 500, 5000)
    with running_stack() as url:
        figures = [
            measure(url, size, posts=12, seconds=4 if quick else 10, bulk=1500 if quick else 4000)
            for size in sizes
        ]
    print(table(figures))


if __name__ == "__main__":
    main()
