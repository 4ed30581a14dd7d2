"""Signing in with a second factor, seeing one's sessions, and signing out everywhere."""

import base64
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.factories import PASSWORD
from tests.people import VendorPeople

INBOX = "/acme/portal/"


def sign_in(acme: VendorPeople, client: Client | None = None) -> tuple[Client, str]:
    """A browser in which the rep has given e-mail address and password, and where it was led."""
    client = client or Client()
    given = {"login": acme.larkspur.rep.email, "password": PASSWORD, "next": INBOX}
    return client, client.post(acme.url("accounts/login/"), given)["Location"]


def code_of(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows (RFC 6238), `steps` half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def secured(acme: VendorPeople) -> tuple[Client, str]:
    """The rep's browser, with an authenticator app tied to the account, and the app's secret."""
    client, _place = sign_in(acme)
    address = acme.url("accounts/2fa/totp/activate/")
    page = client.post(client.get(address)["Location"], {"password": PASSWORD}, follow=True).content.decode()
    found = re.search(r"\b[A-Z2-7]{32}\b", page)
    assert found is not None
    assert client.post(address, {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()
    assert client.post(address, {"code": code_of(found[0])}).status_code == 302
    return client, found[0]


def test_an_app_asks_for_its_code_at_the_next_sign_in(
    acme: VendorPeople, secured: tuple[Client, str]
) -> None:
    client, place = sign_in(acme)
    assert place.startswith(acme.url("accounts/2fa/authenticate/"))
    assert client.get(INBOX).status_code == 302, "the password alone opens nothing"
    assert client.post(place, {"code": "000000"}).status_code == 200
    assert client.get(INBOX).status_code == 302
    # The code of now was used to tie the app to the account, and no code is taken twice.
    assert client.post(place, {"code": code_of(secured[1], steps=1)})["Location"] == INBOX
    assert client.get(INBOX).status_code == 200


def test_a_recovery_code_opens_once(acme: VendorPeople, secured: tuple[Client, str]) -> None:
    client, _secret = secured
    shown = client.get(acme.url("accounts/2fa/recovery-codes/")).content.decode()
    codes = re.findall(r"\b[0-9a-f]{8}\b", shown)
    assert len(set(codes)) >= 10
    for taken, status in ((codes[0], 302), (codes[0], 200), (codes[1], 302)):
        other, place = sign_in(acme)
        assert other.post(place, {"code": taken}).status_code == status


def test_signing_out_elsewhere_ends_every_other_session(acme: VendorPeople) -> None:
    here, there = sign_in(acme)[0], sign_in(acme)[0]
    sessions = acme.url("accounts/sessions/")
    for browser in (here, there):
        browser.get(INBOX)
    assert here.get(sessions).content.decode().count("127.0.0.1") >= 2
    here.post(sessions)
    assert (here.get(INBOX).status_code, there.get(INBOX).status_code) == (200, 302)
    assert there.get(f"{INBOX}pipeline/?view=table")["Location"].endswith(
        "?next=/acme/portal/pipeline/%3Fview%3Dtable"
    )
