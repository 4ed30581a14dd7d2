"""Every registered URL, found by walking the URL confs: nothing for strangers, 404 for another vendor's ids.

A new URL is covered the moment it is registered. One that is meant for everybody has to be named in PUBLIC.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from prm.platform.tenants.models import ApiKey, Membership, User
from prm.platform.tenants.services.invite import invite
from tests.factories import (
    AgreementFactory,
    DealRegistrationFactory,
    LeadFactory,
    OfferFactory,
    PolicyVersionFactory,
    WebhookEndpointFactory,
)
from tests.people import VendorPeople

PUBLIC = re.compile(
    r"accounts/|brand\.css$|invitations/|o/<|$|portal/static|admin/(brand\.css|jsi18n/|login/|logout/)"
    r"|healthz|readyz|metrics|api/v1/(policies/)?(schema|docs)|i18n|language|theme"
)
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
NOBODYS = UUID("0190d6f0-aaaa-7000-8000-00000000dead")
GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")
NOTHING_HERE = {403, 404, 405}


@dataclass(frozen=True)
class Route:
    """A registered path: "portal/offers/<uuid:offer_id>/"."""

    path: str

    @property
    def parameters(self) -> list[str]:
        return [f"{kind or 'str'}" for kind, _name in PARAMETER.findall(self.path)]

    def fill(self, value: object) -> str:
        """The path with each parameter in place: numbers for numbers, `value` for the rest."""
        return PARAMETER.sub(lambda m: "1" if m[1] == "int" else str(value), self.path)


def walk(patterns: list[Any], before: str = "") -> Iterator[Route]:
    for pattern in patterns:
        path = before + GROUP.sub(r"<\1>", str(pattern.pattern)).replace("^", "").replace("$", "")
        path = path.replace("\\Z", "").replace("\\", "")
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield Route(path)


def routes_of(urlconf: str) -> list[Route]:
    found = {route.path: route for route in walk(import_module(urlconf).urlpatterns)}
    return [route for route in found.values() if not PUBLIC.match(route.path)]


# Which row a path with this word in it names; the last word in the path decides.
NAMED = {
    "lead": "lead",
    "offer": "offer",
    "partner": "partner",
    "tier": "tier",
    "polic": "policy",
    "deal": "deal",
    "webhook": "webhook",
    "agreement": "agreement",
    "membership": "member",
    "apikey": "key",
    "keys": "key",
    "invitation": "invitation",
}


def rows_of(people: VendorPeople) -> dict[str, object]:
    """The id of one row of every kind that a URL may name."""
    with people.scope():
        lead = LeadFactory()
        partner = people.larkspur.partner
        rows = {
            "lead": lead,
            "offer": OfferFactory(lead=lead, partner=partner),
            "partner": partner,
            "tier": partner.tier,
            "policy": PolicyVersionFactory(),
            "deal": DealRegistrationFactory(partner=partner),
            "webhook": WebhookEndpointFactory(),
            "agreement": AgreementFactory(),
            "member": Membership.objects.get(user=people.larkspur.rep),
            "key": ApiKey.objects.get(partner=partner),
            "invitation": invite(email="n@example.com", role="analyst", actor=people.alice_actor),
        }
        return {name: row.pk for name, row in rows.items()}


def named_rows(route: Route, ids: dict[str, object]) -> set[object]:
    """The ids to try on a route: of the row that its last word names, and always a lead's and an offer's."""
    place = {kind: route.path.rfind(word) for word, kind in NAMED.items() if word in route.path}
    likely = max(place, key=lambda kind: place[kind]) if place else "partner"
    return {ids[likely], ids["lead"], ids["offer"]}


def paths_of(routes: list[Route], ids: dict[str, object]) -> Iterator[str]:
    for route in routes:
        if route.parameters:
            yield from sorted({route.fill(value) for value in named_rows(route, ids)})


def test_the_walk_finds_the_pages() -> None:
    paths = {route.path for route in routes_of("prm.project.vendor_urls")}
    assert "portal/" in paths
    assert any(path.startswith("admin/leads/lead/<") for path in paths)
    assert any(route.path.startswith("api/v1/leads/<") for route in routes_of("prm.project.urls"))


@pytest.mark.parametrize("who", ["nobody", "charlie", "alice of globex", "rep of globex"])
def test_strangers_get_nothing_from_a_vendors_pages(
    acme: VendorPeople, globex: VendorPeople, charlie: User, client: Client, who: str
) -> None:
    strangers = {"charlie": charlie, "alice of globex": globex.alice, "rep of globex": globex.larkspur.rep}
    if who in strangers:
        client.force_login(strangers[who])
    lead_id = rows_of(acme)["lead"]
    let_in = []
    for route in routes_of("prm.project.vendor_urls"):
        for method in (client.get, client.post):
            answer = method(acme.url(route.fill(lead_id)))
            is_sent_to_login = answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]
            if answer.status_code not in NOTHING_HERE and not (who == "nobody" and is_sent_to_login):
                let_in.append((method.__name__, route.path, answer.status_code))
    assert let_in == []


@pytest.mark.parametrize("who", ["alice", "partner"])
def test_another_vendors_ids_are_not_found_on_any_page(
    acme: VendorPeople, globex: VendorPeople, client: Client, who: str
) -> None:
    client.force_login(globex.alice if who == "alice" else globex.larkspur.admin)
    found = []
    for path in paths_of(routes_of("prm.project.vendor_urls"), rows_of(acme)):
        for method in (client.get, client.post):
            answer = method(globex.url(path))
            if answer.status_code not in NOTHING_HERE and told(answer) != told(
                method(globex.url(unknown(path)))
            ):
                found.append((method.__name__, path, answer.status_code))
    assert found == []


@pytest.mark.parametrize("who", ["vendor", "partner"])
def test_another_vendors_ids_are_not_found_through_the_api(
    acme: VendorPeople, globex: VendorPeople, client: Client, who: str
) -> None:
    bearer = globex.bearer if who == "vendor" else globex.larkspur.bearer
    found = []
    for path in paths_of(
        [r for r in routes_of("prm.project.urls") if r.path.startswith("api/")], rows_of(acme)
    ):
        for name in ("get", "post", "patch", "put", "delete"):
            given = {} if name == "get" else {"data": "{}", "content_type": "application/json"}
            ask = partial(getattr(client, name), headers=bearer, **given)
            answer = ask(f"/{path}")
            if answer.status_code not in NOTHING_HERE and told(answer) != told(ask(f"/{unknown(path)}")):
                found.append((name, path, answer.status_code))
    assert found == []


def unknown(path: str) -> str:
    """The same path with an id that nobody has: where input is looked at first, the answer is the same."""
    return UUID_TEXT.sub(str(NOBODYS), path)


def told(answer: Any) -> tuple[int, str, str]:
    """What an answer says, whatever the id in it: bodies of refused input, places that it redirects to."""
    content = UUID_TEXT.sub("", answer.content.decode()) if answer.status_code == 400 else ""
    return answer.status_code, content, UUID_TEXT.sub("", answer.headers.get("Location", ""))


@pytest.mark.parametrize("authorization", ["", "Bearer prm_acme_00000000_nonsense", "Basic x"])
def test_the_api_says_nothing_without_a_key(acme: VendorPeople, client: Client, authorization: str) -> None:
    lead_id = rows_of(acme)["lead"]
    answered = []
    for route in routes_of("prm.project.urls"):
        for method in (client.get, client.post):
            answer = method(f"/{route.fill(lead_id)}", headers={"Authorization": authorization})
            if answer.status_code not in {401, 403, 404, 405}:
                answered.append((method.__name__, route.path, answer.status_code))
    assert answered == []
