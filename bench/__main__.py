"""Everything that `make bench` measures: the engine, routing with all that belongs to it, a spreadsheet,
the inbox, and pages with more and more leads."""

import subprocess
import sys


def main() -> None:
    """Each bench in a process of its own, so that neither warms or slows the other."""
    arguments = sys.argv[1:]
    for module in ("bench.engine", "bench.routing", "bench.sheets", "bench.inbox", "bench.pages"):
        subprocess.run([sys.executable, "-m", module, *arguments], check=True)


main()
