"""Rows of a spreadsheet imported a second, and the memory that takes.

Run as `python -m bench.sheets [--quick]`. `manage.py import_leads` reads a small and a ten times larger CSV
file into a stack of its own, whose worker routes the leads meanwhile. Memory is flat if the second peak is
about the first.
"""

import argparse
import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.stack import running_stack

COLUMNS = [
    "external_id", "first_name", "last_name", "email", "company", "country", "region", "industry",
    "employees", "estimated_value", "currency",
]  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """One import; the peak is the resident memory of the process, in megabytes."""

    rows: int
    seconds: float
    peak: float


def measure(rows: int) -> Figures:
    """Import so many leads for a new vendor of 50 partners."""
    from bench.programme import make_programme  # noqa: PLC0415 - needs Django set up

    vendor = make_programme(50).vendor
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder) / "leads.csv"
        _write(file, rows)
        command = [sys.executable, "manage.py", "import_leads", str(file), "--vendor", vendor.slug]
        began = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        said = child.stdout.read() if child.stdout else ""
        _, status, used = os.wait4(child.pid, 0)
        spent = time.monotonic() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode or f"{rows} of {rows} rows imported" not in said:
        raise SystemExit(f"The import failed: {said}")
    return Figures(rows, spent, used.ru_maxrss / 1024)


def _write(file: Path, rows: int) -> None:
    from bench.programme import lead_body  # noqa: PLC0415

    chance = random.Random(rows)
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lead_body(number, chance) for number in range(rows))


def table(figures: Sequence[Figures]) -> str:
    """The figures for people."""
    lines = [
        f"importing a spreadsheet of leads, {os.cpu_count()} cores",
        f"{'rows':>9} {'rows/s':>9} {'peak':>9}",
    ]
    lines += [f"{one.rows:>9,} {one.rows / one.seconds:>9,.0f} {one.peak:>6,.0f} MB" for one in figures]
    growth = figures[-1].peak / figures[0].peak
    return "\n".join([*lines, f"ten times the rows take {growth:.2f} times the memory"])


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20,000 rows at most, not 100,000")
    most = 20_000 if parser.parse_args().quick else 100_000
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the stack is stopped then, too
    with running_stack():
        print(table([measure(most // 10), measure(most)]))


if __name__ == "__main__":
    main()
