"""The page on webhooks says what is true."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prm.platform.ids import new_id
from prm.platform.outbox.backoff import FIRST_REST, LONGEST_REST, WEBHOOK_WAITS
from prm.platform.outbox.catalogue import sent_events
from prm.platform.outbox.secret import new_secret
from prm.platform.outbox.send_webhooks import SECONDS_ALLOWED, signed_headers
from tests.stack.servers import REPOSITORY

PAGE = Path(REPOSITORY / "docs/webhooks.md").read_text()
UNITS = {"second": 1, "minute": 60, "hour": 3600}


def test_each_event_is_listed_with_who_hears_of_it() -> None:
    listed = re.findall(r"^\| `([a-z_.]+)` \| (.+?) \| (yes|) *\|$", PAGE, re.MULTILINE)
    declared = [(e.name, str(e.words), "yes" if e.partner_payload else "") for e in sent_events()]
    assert sorted(listed) == sorted(declared)


def test_the_schedule_is_the_one_that_is_kept() -> None:
    [sentence] = re.findall(r"again: (.*?) after the", PAGE, re.DOTALL)
    found = re.findall(r"(\d+)\s+(second|minute|hour)", sentence)
    assert [int(n) * UNITS[unit] for n, unit in found] == [w.total_seconds() for w in WEBHOOK_WAITS]
    assert f"within {SECONDS_ALLOWED} seconds" in PAGE
    assert f"for {FIRST_REST.seconds} seconds" in PAGE and f"at most {LONGEST_REST.seconds}" in PAGE


def test_its_check_of_a_signature_works() -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    is_genuine: Callable[..., bool] = names["is_genuine"]
    old, new, body = new_secret(), new_secret(), '{"type":"lead.won"}'
    headers = signed_headers([new, old], message_id=str(new_id()), body=body)
    assert is_genuine(old, headers, body.encode()) and is_genuine(new, headers, body.encode())
    assert not is_genuine(new_secret(), headers, body.encode())
    assert not is_genuine(new, headers, b"{}")
