"""A stopped cluster with the migrated template database, kept between runs while no migration changes."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
CACHE = REPOSITORY / ".pytest_cache" / "prm-databases"
SOURCES = (
    "*/migrations/*.py",
    "prm/**/migrations/*.py",
    "prm/platform/tenants/wall.py",
    "prm/project/grants.py",
    "prm/local/*.py",
    "prm/project/*.py",
    "tests/stack/*.py",
)
KEPT = 4


def restore(cluster: Path) -> dict[str, str] | None:
    """Copy the cached cluster to `cluster` and return its passwords; None when there is none."""
    cached = _folder()
    try:
        passwords = json.loads((cached / "passwords.json").read_text())
    except (OSError, ValueError):
        return None
    os.utime(cached)
    _copy(cached / "cluster", cluster)
    return dict(passwords)


def keep(cluster: Path, passwords: dict[str, str]) -> None:
    """Keep a copy of a stopped cluster for the next run, and forget the oldest ones."""
    CACHE.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="fresh-", dir=CACHE))
    _copy(cluster, fresh / "cluster")
    (fresh / "passwords.json").write_text(json.dumps(passwords))
    try:
        fresh.rename(_folder())
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
    for old in sorted(CACHE.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _folder() -> Path:
    return CACHE / _key()


def _key() -> str:
    digest = hashlib.sha256(str(os.getuid()).encode())
    for path in sorted(path for pattern in SOURCES for path in REPOSITORY.glob(pattern)):
        if ".venv" not in path.parts:
            digest.update(str(path.relative_to(REPOSITORY)).encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def _copy(source: Path, target: Path) -> None:
    """Copy with owners and modes; a copy-on-write file system shares the blocks."""
    subprocess.run(["cp", "-a", "--reflink=auto", str(source), str(target)], check=True, capture_output=True)
