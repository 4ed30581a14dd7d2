"""What the demo can tell only once, passwords and API keys, kept in DATA to be shown at every start."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from django.conf import settings

from prm.local.folder import read_json, write_private

FILE = "logins.json"


class Login(TypedDict):
    """One person's way in; `partner` is "" for the vendor's own people."""

    role: str
    partner: str
    email: str
    password: str


class VendorAccess(TypedDict):
    """One vendor's way in."""

    slug: str
    api_key: str
    logins: list[Login]


def remember(vendor_slug: str, *, api_key: str, logins: Sequence[Login]) -> None:
    """Keep a vendor's API key and logins in DATA (mode 0600), in place of what was kept for it before."""
    path = Path(settings.DATA_DIR) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    vendors = read_json(path)
    vendors[vendor_slug] = {"slug": vendor_slug, "api_key": api_key, "logins": list(logins)}
    write_private(path, vendors)


def remembered(folder: Path) -> list[VendorAccess]:
    """What is kept in a DATA folder, in the order it came."""
    return list(read_json(folder / FILE).values())
