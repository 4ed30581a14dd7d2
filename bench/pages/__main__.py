"""Server time of pages and lists with 10⁴, 10⁵ and 10⁶ leads, and how many statements each asks.

Run as `python -m bench.pages [--quick] [--json FILE]`. One client asks the web server of a stack of its own,
one request after another. `growth` is the p50 with the most leads over that with the fewest. The health check
does nothing: its growth says what the machine did meanwhile.
"""

import argparse
import json
import os
import signal
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

from bench.stack import running

SIZES = (10_000, 100_000, 1_000_000)
QUICK_SIZES = (10_000, 100_000)
PARTNERS, QUICK_PARTNERS = 5_000, 500
WARM_UP = 3
NO_STATEMENT = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")

ADMIN = {
    "overview": "admin/",
    "leads": "admin/leads/lead/",
    "leads, page 20": "admin/leads/lead/?p=20",
    "leads, one state": "admin/leads/lead/?state__exact=in_progress",
    "leads, a search": "admin/leads/lead/?q=dana77",
    "one lead": "admin/leads/lead/{lead}/change/",
    "review queue": "admin/review/",
    "board": "admin/pipeline/",
    "partners": "admin/partners/partner/",
    "partner health": "admin/partners/health/",
    "shares": "admin/shares/",
    "report of 30 days": "admin/reports/assignment/",
    "audit trail": "admin/tenants/auditentry/",
}
PORTAL = {"inbox": "portal/", "pipeline": "portal/pipeline/", "fairness": "portal/fairness/"}
CALLS = {"API, 100 leads": "api/v1/leads/?limit=100", "API, one lead": "api/v1/leads/{lead}/"}


@dataclass(frozen=True)
class Figures:
    """One page with so many leads: milliseconds, statements, bytes."""

    page: str
    leads: int
    p50: float
    p95: float
    statements: int
    size: int


class Visitors:
    """Who asks: the vendor's admin, a rep and a key, over HTTP and inside this process."""

    def __init__(self, url: str, seeded: Any) -> None:
        from django.test import Client  # noqa: PLC0415 - needs Django set up

        self._url, self._vendor = url, seeded.vendor.slug
        host = str(urlsplit(url).hostname)
        self._key = {"Authorization": f"Bearer {seeded.programme.key}"}
        self._people: dict[str, tuple[Any, dict[str, str]]] = {}
        for name, person in (("admin", seeded.admin), ("portal", seeded.rep)):
            client = Client(SERVER_NAME=host)
            client.force_login(person)
            cookies = "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items())
            self._people[name] = client, {"Cookie": cookies}
        self._people["api"] = Client(SERVER_NAME=host), self._key

    def timed(self, path: str, rounds: int) -> tuple[list[float], int]:
        """Milliseconds of each request, and the bytes of the last answer."""
        address, headers = self._address(path)
        spent, size = [], 0
        for number in range(rounds + WARM_UP):
            began = time.perf_counter()
            with urllib.request.urlopen(
                urllib.request.Request(self._url + address, headers=headers), timeout=120
            ) as answer:
                size = len(answer.read())
            if number >= WARM_UP:
                spent.append((time.perf_counter() - began) * 1000)
        return spent, size

    def statements(self, path: str) -> int:
        """How many statements the page asks, once templates and settings are loaded."""
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        address, headers = self._address(path)
        client = self._people.get(path.partition("/")[0], (None, {}))[0]
        if client is None:
            return 0
        client.get(address, headers={k: v for k, v in headers.items() if k != "Cookie"})
        with CaptureQueriesContext(connection) as asked:
            client.get(address, headers={k: v for k, v in headers.items() if k != "Cookie"})
        return len([one for one in asked if not one["sql"].startswith(NO_STATEMENT)])

    def _address(self, path: str) -> tuple[str, dict[str, str]]:
        who = path.partition("/")[0]
        address = f"/{path}" if who in ("api", "healthz") else f"/{self._vendor}/{path}"
        return address, self._people[who][1] if who in self._people else {}


def measure(url: str, sizes: Sequence[int], partners: int, rounds: int) -> list[Figures]:
    """Every page, with more and more leads."""
    from bench.pages.seed import Seeded  # noqa: PLC0415

    seeded = Seeded(partners)
    visitors, found = Visitors(url, seeded), []
    for size in sizes:
        began = time.perf_counter()
        seeded.grow(size)
        say(f"{size:,} leads made in {time.perf_counter() - began:.0f} s")
        pages = {"/healthz": "healthz", **ADMIN, **PORTAL, **CALLS}
        for name, path in pages.items():
            full = path.format(lead=seeded.some_lead)
            spent, bytes_ = visitors.timed(full, rounds)
            cuts = quantiles(spent, n=20)
            found.append(Figures(name, size, cuts[9], cuts[18], visitors.statements(full), bytes_))
    return found


def say(line: str) -> None:
    """How far it is, beside the table."""
    print(line, file=sys.stderr, flush=True)


def table(found: Sequence[Figures], sizes: Sequence[int]) -> str:
    """The figures for people."""
    by_page: dict[str, list[Figures]] = {}
    for one in found:
        by_page.setdefault(one.page, []).append(one)
    heads = "".join(f"{f'{size:,}':>16}" for size in sizes)
    lines = [
        f"pages: p50 / p95 in ms, one client, {os.cpu_count()} cores",
        f"{'page':<20}{heads}{'growth':>9}{'statements':>12}{'bytes':>10}",
    ]
    for page, row in by_page.items():
        cells = "".join(f"{f'{one.p50:.0f} / {one.p95:.0f}':>16}" for one in row)
        growth = row[-1].p50 / row[0].p50
        lines.append(f"{page:<20}{cells}{growth:>9.2f}{row[-1].statements:>12}{row[-1].size:>10,}")
    return "\n".join(lines)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 100,000 leads, 500 partners, 10 requests")
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    options = parser.parse_args()
    sizes, partners, rounds = (QUICK_SIZES, QUICK_PARTNERS, 10) if options.quick else (SIZES, PARTNERS, 40)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the stack is stopped then, too
    with running() as stack:
        found = measure(stack.url, sizes, partners, rounds)
        print(table(found, sizes))
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in found], indent=1))


if __name__ == "__main__":
    main()
