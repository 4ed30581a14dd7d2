"""What keeps the stack from starting, said so that the person at the keyboard can put it right."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LEAST_FREE_BYTES = 400 * 1024 * 1024


class Trouble(Exception):
    """The stack cannot start or run; the message is one line that says what to do."""


def require_free_space(folder: Path) -> None:
    """Raise Trouble when the disk of `folder` is too full to hold a database."""
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise Trouble(
            f"Only {free // 2**20} MB are free where {folder} is; it takes {LEAST_FREE_BYTES // 2**20} MB: "
            "free some space, or choose another place with DATA=/some/folder."
        )


@contextmanager
def plain_errors(folder: Path) -> Iterator[None]:
    """Turn a full disk and a folder that cannot be written into Trouble."""
    try:
        yield
    except OSError as error:
        raise _explained(error, folder) from error


def _explained(error: OSError, folder: Path) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(
            f"The disk is full where {folder} is: free some space, or choose another place with DATA=."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(
            f"{error.filename or folder} cannot be written: choose a folder of your own with DATA=."
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return Trouble(
            f"{error.filename or folder} is a file, not a folder: choose another place with DATA=."
        )
    return error
