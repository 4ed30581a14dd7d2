"""What the checkout holds, in so far as a start depends on it."""

import hashlib
from pathlib import Path

from prm.local.commands import REPOSITORY

# What changes the tables beside migrations: the grants, and the migrations of packages.
ALSO = ("prm/project/grants.py", "requirements/base.txt")


def migrations_fingerprint() -> str:
    """A digest that changes when any migration of the product or its requirements do."""
    digest = hashlib.sha256()
    for path in [*migration_files(), *(REPOSITORY / name for name in ALSO)]:
        digest.update(str(path.relative_to(REPOSITORY)).encode() + path.read_bytes())
    return digest.hexdigest()


def migration_files() -> list[Path]:
    """All migrations of the product."""
    patterns = ("*/migrations/0*.py", "prm/**/migrations/0*.py")
    return sorted(path for pattern in patterns for path in REPOSITORY.glob(pattern))
