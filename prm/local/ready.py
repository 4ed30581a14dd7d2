"""What is told once the stack serves: `ready.json` for scripts, a few lines for people."""

import json

from prm.local.addresses import Addresses
from prm.local.folder import DataFolder, write_private
from prm.local.logins import VendorAccess, remembered

EXAMPLE_LEAD = {
    "external_id": "readme-1",
    "first_name": "Dana",
    "last_name": "Whitfield",
    "email": "dana.whitfield@example.com",
    "company": "Whitfield Foods",
    "country": "US",
    "region": "US-TX",
    "city": "Austin",
    "postal_code": "78701",
    "industry": "manufacturing",
    "employees": 240,
    "estimated_value": 60000,
    "currency": "USD",
    "budget_confirmed": True,
    "intent_score": 88,
}


def write_ready(folder: DataFolder, url: str, addresses: Addresses) -> None:
    """Write `ready.json`, readable by us alone."""
    content = {
        "url": url,
        "database_url": addresses.database_url,
        "redis_url": addresses.redis_url,
        "vendors": remembered(folder.path),
    }
    write_private(folder.ready_file, content)


def banner(folder: DataFolder, url: str) -> str:
    """Addresses, logins, the API key and a command to paste."""
    vendors = remembered(folder.path)
    lines = ["", f"  Log in       {url}/accounts/login/", f"  API          {url}/api/v1/docs/"]
    lines += [f"  E-mail sent  {folder.path}/mail/", f"  Logs         {folder.path}/logs/", ""]
    for vendor in vendors:
        lines += _logins(vendor, url)
    if vendors:
        lines += ["  Post a lead:", "", *_curl(url, vendors[0]["api_key"]), ""]
    return "\n".join([*lines, "  Ctrl-C stops everything; the data stays.", ""])


def _logins(vendor: VendorAccess, url: str) -> list[str]:
    slug = vendor["slug"]
    lines = [f"  {slug}: {url}/{slug}/admin/ and {url}/{slug}/portal/", f"    API key  {vendor['api_key']}"]
    for login in vendor["logins"]:
        who = " · ".join(part for part in (login["role"], login["partner"]) if part)
        lines.append(f"    {login['email']:<38} {login['password']:<24} {who}")
    return [*lines, ""]


def _curl(url: str, key: str) -> list[str]:
    body = json.dumps(EXAMPLE_LEAD)
    return [
        f"curl -sS {url}/api/v1/leads/ \\",
        f"  -H 'Authorization: Bearer {key}' \\",
        "  -H 'Content-Type: application/json' \\",
        f"  -d '{body}'",
    ]
