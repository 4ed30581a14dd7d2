"""The folder of one test run: its servers' data, who started them, and how to clean up after killed runs."""

import json
import os
import shutil
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

VARIABLE = "PRM_TEST_RUN"
PREFIX = f"prm-tests-{os.getuid()}-"


def begin() -> Path:
    """Make the folder of this run and tell the test workers of it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not _is_alive(folder, "run"):
            end(folder)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)
    note(folder, "run", os.getpid())
    os.environ[VARIABLE] = str(folder)
    return folder


def current() -> Path:
    """The folder of this run."""
    return Path(os.environ[VARIABLE])


def end(folder: Path) -> None:
    """Stop what the run started and remove its folder."""
    for record in sorted(folder.glob("*.pid")):
        if record.stem != "run":
            _stop(folder, record.stem)
    shutil.rmtree(folder, ignore_errors=True)


def note(folder: Path, name: str, pid: int) -> None:
    """Write down a process, in a way that tells it from a later one with the same id."""
    (folder / f"{name}.pid").write_text(json.dumps([pid, psutil.Process(pid).create_time()]))


def _process(folder: Path, name: str) -> psutil.Process | None:
    with suppress(OSError, ValueError, psutil.NoSuchProcess):
        pid, started = json.loads((folder / f"{name}.pid").read_text())
        process = psutil.Process(pid)
        return process if process.create_time() == started else None
    return None


def _is_alive(folder: Path, name: str) -> bool:
    fresh = time.time() - folder.stat().st_mtime < 10 and not (folder / f"{name}.pid").exists()
    return fresh or _process(folder, name) is not None


def _stop(folder: Path, name: str) -> None:
    process = _process(folder, name)
    if process is None:
        return
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except psutil.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
