"""Who may do what at which address: `docs/permissions.md`, made from the URL confs and held to them.

After a change that is meant, write the table anew: set `WRITE_PERMISSIONS=1` and run this file once.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client

from tests.people import VendorPeople
from tests.tenancy.test_every_url import NAMED, Route, routes_of, rows_of

TABLE = Path(__file__).parents[2] / "docs" / "permissions.md"
PAGE_METHODS = ("get", "post")
CALL_METHODS = ("get", "post", "put", "patch", "delete")
NOT_ALLOWED = 405
HEAD = """\
# Permissions

Every address, method and role, found by walking the URL configuration and asking each one. A test fails when
an address answers otherwise than this page says (`tests/tenancy/test_permissions.py`). Parameters in an
address name a row of the visitor's own vendor. Rows of other vendors are never found: another test holds that
(`tests/tenancy/test_every_url.py`).

- **yes**: let in. What was sent was empty, so the answer may be an error about fields. A page that only shows
  something answers a POST as it answers a GET.
- **no**: refused (403).
- **log in**: 401 from the API. Visitors of pages without a role here are sent to the log-in page, or get 404.
- **404**: nothing here for this visitor. Vendor people have no portal and partners no vendor admin, and some
  rows that an address names were not there when it was asked.
- **–**: the address does not know the method (405).

"""


def test_the_table_says_what_the_addresses_answer(acme: VendorPeople) -> None:
    ids = rows_of(acme)
    made = HEAD + "\n".join([*pages(acme, ids), "", *calls(acme, ids)]) + "\n"
    assert [line for line in made.splitlines() if "FAILED" in line] == []
    if os.environ.get("WRITE_PERMISSIONS"):
        TABLE.write_text(made)
    written = TABLE.read_text().splitlines()
    assert [line for line in made.splitlines() if line not in written] == []
    assert [line for line in written if line not in made.splitlines()] == []


def pages(people: VendorPeople, ids: dict[str, object]) -> Iterator[str]:
    """The pages under a vendor, a line for each address and method; written out for the first role."""
    yield from ["## Pages", "", "Below `/<vendor>/`.", ""]
    columns = {
        "admin": people.alice,
        "channel manager": people.bob,
        "analyst": people.ana,
        "partner’s admin": people.larkspur.admin,
        "partner’s rep": people.larkspur.rep,
    }
    yield from head(columns)
    visitors = []
    for person in columns.values():
        client = Client(raise_request_exception=False)
        client.force_login(person)
        visitors.append(client)
    for route in sorted(routes_of("prm.project.vendor_urls"), key=lambda one: one.path):
        path = people.url(route.fill(row_for(route, ids)))
        for method in PAGE_METHODS:
            first, *others = [partial(getattr(client, method), path) for client in visitors]
            with mock.patch.object(SimpleTemplateResponse, "rendered_content", ""):
                asked = [asking(other) for other in others]
            asked.insert(0, asking(first))
            yield line(route, method, asked)


def calls(people: VendorPeople, ids: dict[str, object]) -> Iterator[str]:
    """The calls of the API. What a key may do besides is said by its scopes."""
    yield from [
        "## API",
        "",
        "A key also needs the scope that the API’s own documentation names for a call.",
        "",
    ]
    columns = {"vendor’s key": people.bearer, "partner’s key": people.larkspur.bearer, "no key": {}}
    yield from head(columns)
    client = Client(raise_request_exception=False)
    for route in sorted(routes_of("prm.project.urls"), key=lambda one: one.path):
        if not route.path.startswith("api/"):
            continue
        path = f"/{route.fill(row_for(route, ids))}"
        for method in CALL_METHODS:
            given = {} if method == "get" else {"data": "{}", "content_type": "application/json"}
            call = partial(getattr(client, method), path, **given)
            asked = [asking(partial(call, headers=headers)) for headers in columns.values()]
            if set(asked) - {"–", "log in"}:
                yield line(route, method, asked)


def head(columns: dict[str, Any]) -> list[str]:
    return [
        f"| address | method | {' | '.join(columns)} |",
        "|---" * (2 + len(columns)) + "|",
    ]


def line(route: Route, method: str, answers: list[str]) -> str:
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", route.path)
    return f"| `{path}` | {method.upper()} | {' | '.join(answers)} |"


def row_for(route: Route, ids: dict[str, object]) -> object:
    """The id of the row that the last word of an address names."""
    place = {kind: route.path.rfind(word) for word, kind in NAMED.items() if word in route.path}
    return ids[max(place, key=lambda kind: place[kind])] if place else ids["partner"]


def asking(ask: Callable[[], Any]) -> str:
    """What becomes of a request, in a word. What it changed is undone."""
    with transaction.atomic():
        answer = ask()
        transaction.set_rollback(True)
    code = answer.status_code
    if code == 401 or (code == 302 and "/accounts/login/" in answer.headers["Location"]):
        return "log in"
    if code == NOT_ALLOWED:
        return "–"
    if code >= 500:
        return "FAILED"
    return {403: "no", 404: "404"}.get(code, "yes")
