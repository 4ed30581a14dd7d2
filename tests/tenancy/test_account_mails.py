"""Mails about accounts lead to the configured address, whatever host the request names."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from tests.factories import PASSWORD
from tests.people import VendorPeople

EVIL = "evil.example"
LINK = re.compile(r"https?://\S+")


def test_a_request_for_another_host_is_refused(acme: VendorPeople, client: Client) -> None:
    for path in ("/accounts/password/reset/", acme.url("accounts/password/reset/")):
        answer = client.post(path, {"email": acme.bob.email}, headers={"host": EVIL})
        assert answer.status_code == 400
    assert mail.outbox == []


def test_this_machines_own_names_are_served(client: Client) -> None:
    for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000"):
        assert client.get("/accounts/login/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("under_vendor", [True, False])
def test_links_in_mails_of_the_account_pages_begin_with_the_configured_address(
    acme: VendorPeople, client: Client, settings: Any, under_vendor: bool
) -> None:
    settings.ALLOWED_HOSTS, settings.BASE_URL = ["*"], "https://leads.example.com"
    root = acme.url("accounts/") if under_vendor else "/accounts/"
    hosts = {"host": EVIL}
    client.post(f"{root}password/reset/", {"email": acme.bob.email}, headers=hosts)
    client.post(f"{root}password/reset/", {"email": "nobody@example.com"}, headers=hosts)
    client.force_login(acme.bob)
    client.post(f"{root}reauthenticate/", {"password": PASSWORD}, headers=hosts)
    added = f"bob-{under_vendor}@example.com".lower()  # one address is mailed once in three minutes
    client.post(f"{root}email/", {"email": added, "action_add": ""}, headers=hosts)
    assert len(mail.outbox) == 3
    for message in mail.outbox:
        links = LINK.findall(str(message.body))
        assert links
        assert all(link.startswith("https://leads.example.com/") for link in links)
        assert EVIL not in f"{message.subject} {message.body}"


def test_the_link_of_a_reset_mail_works(acme: VendorPeople, client: Client) -> None:
    client.post(acme.url("accounts/password/reset/"), {"email": acme.bob.email})
    link = LINK.findall(str(mail.outbox[0].body))[0]
    page = client.get(link.removeprefix(settings.BASE_URL), follow=True)
    assert page.status_code == 200
    assert 'name="password1"' in page.text


def test_a_reset_for_an_unknown_address_does_not_lead_to_a_sign_up(client: Client, db: None) -> None:
    client.post("/accounts/password/reset/", {"email": "nobody@example.com"})
    (message,) = mail.outbox
    assert "signup" not in message.body
    assert "You need an invitation" in message.body
