"""What a crash costs: leads are posted while something is killed, then a client's journal is checked.

Run as `python -m bench.faults [--quick]`, or `make faults`. Everything runs in a stack of its own on
loopback, whose supervisor starts again what dies. Each fault gets a vendor of its own. A client posts leads,
each with an idempotency key, repeats what was not answered, and notes every answer. Afterwards:

    lost      leads that the client was answered and that are not in the database
    doubled   leads that are there twice, or are offered twice at once
    stuck     leads that nobody was offered and that do not wait for a person
    late      leads offered more than five seconds after they came in
    slowest   seconds from a lead's arrival to its offer, at most
    silence   the longest time without any answer to the client, in seconds

The last rows are controls: with a journal that names a lead which is not there, or one lead twice, the same
checks must say so, else the table proves nothing.
"""

import argparse
import itertools
import json
import os
import random
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from bench.stack import running
from prm.local.child import Child, kill_group
from prm.local.stack import Stack

CLIENTS: Final = 4
PAUSE: Final = 0.05
LATE: Final = 5.0
SETTLE: Final = 60.0


@dataclass
class Journal:
    """What the client sent, and what it was answered."""

    sent: int = 0
    answered: dict[int, str] = field(default_factory=dict)
    answered_at: list[float] = field(default_factory=list)

    def silence(self) -> float:
        """The longest time between two answers."""
        ordered = sorted(self.answered_at)
        return max((after - before for before, after in itertools.pairwise(ordered)), default=0.0)


@dataclass(frozen=True)
class Line:
    """One fault and what it cost."""

    fault: str
    sent: int
    answered: int
    lost: int
    doubled: int
    stuck: int
    late: int
    slowest: float
    silence: float


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


def post(url: str, key: str, number: int) -> str | None:
    """Post one lead; its id, or None where there was no answer or not yet."""
    from bench.programme import lead_body  # noqa: PLC0415

    request = urllib.request.Request(
        f"{url}/api/v1/leads/",
        json.dumps(lead_body(number, random.Random(number))).encode(),
        {
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"lead-{number}",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return str(json.load(answer)["id"])
    except (urllib.error.HTTPError, OSError, ValueError):
        return None


def run_client(url: str, key: str, seconds: float, journal: Journal) -> list[threading.Thread]:
    """Some threads that post until the time is over, and then repeat until all is answered."""
    numbers, lock, end = itertools.count(), threading.Lock(), time.monotonic() + seconds

    def work() -> None:
        while time.monotonic() < end:
            with lock:
                number = next(numbers)
                journal.sent += 1
            give_up = time.monotonic() + seconds + SETTLE
            while time.monotonic() < give_up:
                if lead_id := post(url, key, number):
                    with lock:
                        journal.answered[number] = lead_id
                        journal.answered_at.append(time.monotonic())
                    break
                time.sleep(0.2)
            time.sleep(PAUSE)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    return threads


def try_fault(stack: Stack, fault: Fault, seconds: float) -> Line:
    """Post leads, strike in the middle, wait until all is settled, and look."""
    from bench.programme import make_programme  # noqa: PLC0415

    programme, journal = make_programme(20), Journal()
    threads = run_client(stack.url, programme.key, seconds, journal)
    time.sleep(seconds / 3)
    fault.strike(stack)
    for thread in threads:
        thread.join(seconds + 2 * SETTLE)
    settle(programme.vendor)
    return check(fault.name, programme.vendor, journal)


def settle(vendor: Any) -> None:
    """Wait until no lead waits for routing, but not for ever."""
    until = time.monotonic() + SETTLE
    while time.monotonic() < until:
        with suppress(Exception):  # the database may just be coming back
            if not _waiting(vendor):
                return
        _forget_connection()
        time.sleep(0.3)


def _waiting(vendor: Any) -> int:
    from leads.models import Lead  # noqa: PLC0415
    from prm.platform.tenants.scope import vendor_scope  # noqa: PLC0415

    with vendor_scope(vendor.id):
        return Lead.objects.filter(state="new").count()


def _forget_connection() -> None:
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


def check(fault: str, vendor: Any, journal: Journal) -> Line:
    """What became of everything that the client was answered."""
    from django.db.models import Count, F  # noqa: PLC0415

    from leads.models import Lead  # noqa: PLC0415
    from prm.platform.tenants.scope import vendor_scope  # noqa: PLC0415
    from routing.models import LIVE_STATES, Offer  # noqa: PLC0415

    _forget_connection()
    with vendor_scope(vendor.id):
        there = {str(lead.id): lead for lead in Lead.objects.only("id", "state", "received_at", "offered_at")}
        same = Lead.objects.values("external_id").annotate(n=Count("id")).filter(n__gt=1)
        live = Offer.objects.filter(state__in=LIVE_STATES).values("lead_id").annotate(n=Count("id"))
        twice = {row["lead_id"] for row in live.filter(n__gt=1)}
        doubled = sum(row["n"] - 1 for row in same) + len(twice)
        first = Offer.objects.filter(lead__offered_at=F("offered_at")).values_list("lead_id", flat=True)
        offered = {str(lead_id) for lead_id in first}
    answered = set(journal.answered.values())
    waits = [
        (lead.offered_at - lead.received_at).total_seconds() for lead in there.values() if lead.offered_at
    ]
    stuck = [
        key for key, lead in there.items() if key not in offered and lead.state not in ("review", "nurture")
    ]
    return Line(
        fault=fault,
        sent=journal.sent,
        answered=len(journal.answered),
        lost=len(answered - there.keys()),
        doubled=doubled + len(journal.answered) - len(answered),
        stuck=len(stuck),
        late=sum(wait > LATE for wait in waits),
        slowest=max(waits, default=0.0),
        silence=journal.silence(),
    )


def controls(stack: Stack, seconds: float) -> list[Line]:
    """The checks with a journal that names a lead which is not there, or one lead twice: they must say so."""
    from bench.programme import make_programme  # noqa: PLC0415
    from prm.platform.ids import new_id  # noqa: PLC0415

    programme, journal = make_programme(20), Journal()
    for thread in run_client(stack.url, programme.key, seconds / 3, journal):
        thread.join(seconds + 2 * SETTLE)
    settle(programme.vendor)
    honest = dict(journal.answered)
    journal.answered = {**honest, -1: str(new_id())}
    missing = check("control: an answered lead is not there", programme.vendor, journal)
    journal.answered = {**honest, -1: next(iter(honest.values()))}
    return [missing, check("control: two posts got one lead", programme.vendor, journal)]


def table(lines: Sequence[Line]) -> str:
    """The lines for people."""
    figures = ("sent", "answered", "lost", "doubled", "stuck", "late")
    head = f"{'fault':<42}" + "".join(f"{name:>9}" for name in (*figures, "slowest", "silence"))
    rows = []
    for one in lines:
        counts = "".join(f"{getattr(one, name):>9,}" for name in figures)
        rows.append(f"{one.fault:<42}{counts}{one.slowest:>8.1f}s{one.silence:>8.1f}s")
    return "\n".join([f"faults, {os.cpu_count()} cores", head, *rows])


def failures(lines: Sequence[Line]) -> list[str]:
    """What must not be: a lead lost, doubled or stuck, or a control that saw nothing."""
    found = []
    for one in lines:
        is_control = one.fault.startswith("control")
        is_bad = bool(one.lost or one.doubled or one.stuck or one.answered < one.sent)
        if is_control and not (one.lost or one.doubled):
            found.append(f"{one.fault}: the check saw nothing")
        elif not is_control and is_bad:
            found.append(f"{one.fault}: {asdict(one)}")
    return found


def main() -> None:
    """Tries every fault, prints the table, and fails where something was lost, doubled or stuck."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="six seconds a fault, not fifteen")
    parser.add_argument("--only", action="append", default=[], help="faults whose name holds these words")
    parser.add_argument("--json", metavar="FILE", help="write the lines there, too")
    given = parser.parse_args()
    seconds = 6.0 if given.quick else 15.0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the stack is stopped then, too
    chosen = [each for each in FAULTS if not given.only or any(word in each.name for word in given.only)]
    lines: list[Line] = []
    with running() as stack:
        for fault in chosen:
            lines.append(try_fault(stack, fault, seconds))
            print(table(lines[-1:]).splitlines()[-1], flush=True)
        lines += controls(stack, seconds)
    print(table(lines))
    if given.json:
        with open(given.json, "w") as file:
            json.dump([asdict(one) for one in lines], file, indent=1)
    if found := failures(lines):
        raise SystemExit("\n".join(found))


if __name__ == "__main__":
    main()
