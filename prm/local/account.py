"""The system account that runs PostgreSQL when we are root, for PostgreSQL refuses to run as root."""

import os
import pwd
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prm.local.trouble import Trouble

NAME = "prm-postgres"
ACL = "system.posix_acl_access"
ACL_VERSION = 2
OWNER, USER, GROUP, MASK, OTHERS = 0x01, 0x02, 0x04, 0x10, 0x20
NOBODY_IN_PARTICULAR = 0xFFFFFFFF


@dataclass(frozen=True)
class Account:
    """An account that is not ours, to run a program as."""

    uid: int
    gid: int

    @property
    def popen(self) -> dict[str, Any]:
        """Arguments for subprocess that make the program run as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def database_account() -> Account | None:
    """The account to run PostgreSQL as, made when missing; None (ourselves) unless we are root."""
    if os.geteuid() != 0:
        return None
    entry = _entry(NAME) or _made(NAME) or _entry("nobody")
    if entry is None:
        raise Trouble(f"PostgreSQL does not run as root: make an account with `useradd --system {NAME}`.")
    return Account(entry.pw_uid, entry.pw_gid)


def let_through(account: Account | None, *paths: Path) -> None:
    """Let the account reach the paths: folders above that shut it out get an entry for it alone."""
    for path in paths:
        if account is not None and not _can_enter(account, path):
            for folder in [*reversed(path.parents), path]:
                if not _can_enter(account, folder):
                    _admit(account, folder)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made(name: str) -> pwd.struct_passwd | None:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return _entry(name)


def _can_enter(account: Account, folder: Path) -> bool:
    return (
        subprocess.run(["/usr/bin/test", "-x", folder], check=False, cwd="/", **account.popen).returncode == 0
    )


def _admit(account: Account, folder: Path) -> None:
    """Add "may pass" for the account to the folder's access control list; without such lists, for others."""
    mode = folder.stat().st_mode
    entries = [
        (OWNER, mode >> 6 & 7, NOBODY_IN_PARTICULAR),
        (USER, 1, account.uid),
        (GROUP, mode >> 3 & 7, NOBODY_IN_PARTICULAR),
        (MASK, mode >> 3 & 7 | 1, NOBODY_IN_PARTICULAR),
        (OTHERS, mode & 7, NOBODY_IN_PARTICULAR),
    ]
    try:
        if _has_list(folder):
            raise OSError("somebody's own access list: leave it be")
        os.setxattr(
            folder, ACL, struct.pack("<I", ACL_VERSION) + b"".join(struct.pack("<HHI", *e) for e in entries)
        )
    except OSError:
        folder.chmod(mode | 0o001)


def _has_list(folder: Path) -> bool:
    return ACL in os.listxattr(folder)
