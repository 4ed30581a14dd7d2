"""The browser for tests: one that is there, else Debian's package, else Playwright's own.

`python -m tests.stack.chromium` makes sure there is one, or says in a line what to do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "No Chromium for the browser tests, and none could be installed: `sudo apt-get install chromium`, "
    "or name one in PRM_CHROMIUM."
)


def find() -> str | None:
    """The path of a browser on this machine."""
    named = os.environ.get("PRM_CHROMIUM")
    installed = next((path for name in NAMES if (path := shutil.which(name))), None)
    return named or installed or _playwrights_own()


def found() -> str:
    """As `find`, but fails with advice."""
    path = find()
    if path is None:
        raise RuntimeError(ADVICE)
    return path


def flags() -> list[str]:
    """What Chromium must be told here: as root it has no sandbox."""
    return ["--no-sandbox", "--disable-dev-shm-usage"] if os.geteuid() == 0 else ["--disable-dev-shm-usage"]


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> None:
    """Try Debian's package, then Playwright's download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _say("Installing Chromium for the browser tests")
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False, **quiet
        )
    if find() is None:
        _say("Fetching Playwright's Chromium for the browser tests")
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _why_it_does_not_start(path: str) -> str:
    """What the browser (or the linker, of a library it misses) says when it cannot run; "" when it can."""
    try:
        tried = subprocess.run([path, "--version"], check=False, capture_output=True, text=True, timeout=60)
    except OSError as error:
        return str(error)
    said = tried.stderr.strip().partition("\n")[0]
    return said or f"exit {tried.returncode}" if tried.returncode else ""


if __name__ == "__main__":
    if find() is None:
        _install()
    browser = find()
    if browser is None:
        sys.exit(ADVICE)
    if trouble := _why_it_does_not_start(browser):
        sys.exit(f"{browser} does not start ({trouble}): {ADVICE[ADVICE.index('`') :]}")
