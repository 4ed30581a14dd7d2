"""Tries one fault after the other, then the controls, and prints the table."""

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict

from bench import faults
from bench.faults.check import Line, check, failures, settle
from bench.faults.client import SETTLE, Journal, run_client
from bench.faults.strikes import FAULTS, Fault
from bench.stack import running
from prm.local.stack import Stack


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


def main() -> None:
    """Tries every fault, prints the table, and fails where something was lost, doubled or stuck."""
    parser = argparse.ArgumentParser(
        description=faults.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
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
