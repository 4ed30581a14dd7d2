"""Every `curl` in the docs does what the page says: it is run; status, headers and fields are compared."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from partners.models import Partner, PartnerStatus
from prm.platform.tenants.scope import vendor_scope
from routing.batches.services.route_leads import route_waiting_leads
from routing.policies.services.start_vendor import start_vendor
from tests.factories import ProductFactory
from tests.people import VendorPeople

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"\$([A-Z_]+)")


@dataclass
class Differs(Exception):
    """What came differs from what the page shows."""

    where: str
    shown: Any
    came: Any

    def __str__(self) -> str:
        return f"{self.where}: the page shows {self.shown!r}, the answer is {self.came!r}"


@dataclass
class Reader:
    """Somebody who pastes one command after the other."""

    names: dict[str, str] = field(default_factory=dict)

    def runs(self, command: str) -> str:
        """The answer to a command, head and body."""
        script = 'set -eu\ncurl() { command curl --silent --show-error --max-time 20 "$@"; }\n' + command
        done = subprocess.run(
            ["bash", "-c", script], env=os.environ | self.names, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (command, done.stderr)
        return done.stdout

    def compares(self, shown: str, came: str) -> None:
        """Raises Differs. What the page names by a `$NAME` is known from then on."""
        shown_head, _, shown_body = shown.strip().partition("\n\n")
        head, _, body = came.replace("\r\n", "\n").partition("\n\n")
        first, *headers = shown_head.splitlines()
        assert head.split()[1] == first.split()[1], f"{first}: {came}"
        sent = dict(line.lower().split(": ", 1) for line in head.splitlines()[1:])
        as_sent = dict(line.split(": ", 1) for line in head.splitlines()[1:])
        for line in headers:
            name, value = line.split(": ", 1)
            assert name.lower() in sent, (name, came)
            self.matches(name, value, {key.lower(): text for key, text in as_sent.items()}[name.lower()])
        if shown_body:
            self.matches("", json.loads(shown_body), json.loads(body))

    def matches(self, where: str, shown: Any, came: Any) -> None:
        """Objects may have more fields than are shown; lists may not be shorter."""
        if isinstance(shown, dict) and isinstance(came, dict):
            for name, value in shown.items():
                self.matches(f"{where}.{name}", value, came.get(name, "(missing)"))
        elif isinstance(shown, list) and isinstance(came, list) and len(came) == len(shown):
            for position, (value, other) in enumerate(zip(shown, came, strict=True)):
                self.matches(f"{where}.{position}", value, other)
        elif not (self.is_text(shown, came) if isinstance(shown, str) else shown == came):
            raise Differs(where, shown, came)

    def is_text(self, shown: str, came: Any) -> bool:
        """Whether a text is as shown: `…` may be anything; a `$NAME` is its value, or learns it."""
        if came == "(missing)":
            return False
        pattern, learns = "", []
        for part in re.split(r"(…|\$[A-Z_]+)", shown):
            if part == "…":
                pattern += ".*"
            elif NAME.fullmatch(part) and part[1:] not in self.names:
                learns.append(part[1:])
                pattern += f"(?P<{part[1:]}>.+)"
            else:
                pattern += re.escape(self.names.get(part[1:], part) if part.startswith("$") else part)
        found = re.fullmatch(pattern, str(came), re.DOTALL)
        self.names |= {name: found[name] for name in learns} if found else {}
        return found is not None


def commands(page: Path) -> list[tuple[str, str]]:
    """Each `sh` block of a page that calls the API, with the answer that is shown after it."""
    blocks = BLOCK.findall(page.read_text())
    after = [*blocks[1:], ("", "")][: len(blocks)]
    return [
        (text, next_text if next_kind == "http" else "")
        for (kind, text), (next_kind, next_text) in zip(blocks, after, strict=True)
        if kind == "sh" and "curl " in text
    ]


@pytest.fixture
def reader(served: str, fresh_vendor: Callable[[], VendorPeople]) -> Reader:
    """With the key of a vendor whose one active partner is Larkspur."""
    people = fresh_vendor()
    with people.scope():
        start_vendor()
        ProductFactory()
        Partner.objects.exclude(pk=people.larkspur.partner.pk).update(status=PartnerStatus.INACTIVE)
    return Reader({"API": f"{served}/api/v1", "KEY": people.key, "VENDOR": str(people.vendor.id)})


def test_every_command_of_the_guide_is_answered_as_it_shows(reader: Reader) -> None:
    ran = 0
    for command, shown in commands(ROOT / "docs/api.md"):
        assert shown, f"no answer is shown after: {command}"
        if "/offers/?" in command:
            _route(reader)
        try:
            reader.compares(shown, reader.runs(command))
        except (Differs, AssertionError) as error:
            raise AssertionError(f"{command}\n{error}") from error
        ran += 1
    assert ran > 20


def _route(reader: Reader) -> None:
    """As the worker does within a second."""
    vendor_id = UUID(reader.names["VENDOR"])
    with vendor_scope(vendor_id):
        route_waiting_leads(vendor_id=vendor_id)


def test_the_commands_of_all_other_pages_succeed(reader: Reader) -> None:
    pages = [page for page in (ROOT / "README.md", *ROOT.glob("docs/**/*.md")) if page.name != "api.md"]
    found = [command for page in pages for command, _ in commands(page)]
    for command in found:
        here = re.sub(r"https?://[\w.:]+/api/v1", "$API", command.replace("curl ", "curl -i "))
        assert reader.runs(here).split()[1] in ("200", "201"), command
    assert found
