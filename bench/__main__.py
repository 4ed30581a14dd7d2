"""Everything that `make bench` measures: the engine alone, then routing with all that belongs to it."""

import subprocess
import sys


def main() -> None:
    """Each bench in a process of its own, so that neither warms or slows the other."""
    arguments = sys.argv[1:]
    for module in ("bench.engine", "bench.routing"):
        subprocess.run([sys.executable, "-m", module, *arguments], check=True)


main()
