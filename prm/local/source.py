"""What the checkout holds, in so far as a start depends on it."""

import hashlib

from prm.local.commands import REPOSITORY


def migrations_fingerprint() -> str:
    """A digest that changes when any migration of the product or its requirements do."""
    digest = hashlib.sha256()
    files = [
        path
        for pattern in ("*/migrations/*.py", "prm/**/migrations/*.py")
        for path in REPOSITORY.glob(pattern)
    ]
    for path in [*sorted(files), REPOSITORY / "prm" / "grants.py", REPOSITORY / "requirements" / "base.txt"]:
        if path.exists():
            digest.update(str(path.relative_to(REPOSITORY)).encode() + path.read_bytes())
    return digest.hexdigest()
