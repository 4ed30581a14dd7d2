"""Every request has an id and comes from the address that the trusted proxies say."""

import logging
import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from partners.models import Signature
from partners.services.sign_agreement import digest_of
from prm.platform import clock
from prm.platform.client_address import forwarded_for
from prm.platform.redact import RedactingFormatter
from tests.factories import AgreementFactory
from tests.people import VendorPeople

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.mark.parametrize(
    ("header", "trusted", "address"),
    [
        ("203.0.113.7", 0, ""),
        ("203.0.113.7", 1, "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", 1, "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7, 192.0.2.1", 2, "203.0.113.7"),
        ("203.0.113.7", 2, ""),
        ("203.0.113.7:4711", 1, "203.0.113.7"),
        ("[2001:db8::7]:4711", 1, "2001:db8::7"),
        ("2001:db8::7", 1, "2001:db8::7"),
        ("unknown", 1, ""),
        ("", 1, ""),
    ],
)
def test_the_client_is_as_many_entries_from_the_right_as_proxies_are_trusted(
    header: str, trusted: int, address: str
) -> None:
    assert forwarded_for(header, trusted) == address


def refused_sign_ins(client: Client, tries: int, forwarded: str) -> int:
    """How many of so many wrong sign-ins, each with another address, were refused as one too many.

    They come from an address of their own: the limit of 127.0.0.1 stays free for the tests that follow.
    """
    answers = [
        client.post(
            "/accounts/login/",
            {"login": f"somebody{number}@example.com", "password": "wrong"},
            headers={"x-forwarded-for": forwarded.format(number)},
            REMOTE_ADDR="192.0.2.200",
        )
        for number in range(tries)
    ]
    return sum("Too many failed login attempts" in answer.text for answer in answers)


def test_visitors_behind_the_proxy_have_each_their_own_limit(client: Client, db: None, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    assert refused_sign_ins(client, 12, "198.51.100.7") == 2
    assert refused_sign_ins(client, 1, "198.51.100.8") == 0


def test_what_a_client_writes_itself_changes_nothing(client: Client, db: None, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    assert refused_sign_ins(client, 12, "192.0.2.{}, 198.51.100.9") == 2
    settings.TRUSTED_PROXIES = 0
    assert refused_sign_ins(client, 12, "192.0.2.{}") >= 2


def test_a_signature_names_the_address_of_who_signed(
    acme: VendorPeople, client: Client, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = 1
    with acme.scope():
        agreement = AgreementFactory(published_at=clock.now())
    client.force_login(acme.larkspur.admin)
    client.post(
        acme.url("portal/company/agreement/"),
        {"signed_name": "Pat Doe", "agrees": "on", "text_digest": digest_of(agreement)},
        headers={"x-forwarded-for": "192.0.2.1, 203.0.113.7"},
    )
    with acme.scope():
        assert list(Signature.objects.values_list("address", flat=True)) == ["203.0.113.7"]


def test_every_answer_has_an_id(acme: VendorPeople, client: Client) -> None:
    for path in ("/healthz", "/nothing/", "/api/v1/leads/", acme.url("portal/"), "/accounts/login/"):
        assert UUID.fullmatch(client.get(path)["X-Request-Id"]), path
    assert (
        client.get("/healthz", headers={"x-request-id": "proxy-0123456789"})["X-Request-Id"]
        == "proxy-0123456789"
    )
    for odd in ("x", "a" * 200, "two words", "line\\nbreak"):
        assert UUID.fullmatch(client.get("/healthz", headers={"x-request-id": odd})["X-Request-Id"]), odd


def test_the_id_is_on_the_lines_that_are_logged_meanwhile(client: Client, db: None) -> None:
    written: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    configured = django_settings.LOGGING
    keeper = Keeper()
    keeper.setFormatter(RedactingFormatter(configured["formatters"]["line"]["format"]))
    logger = logging.getLogger("django.request")
    logger.addHandler(keeper)
    try:
        client.get("/nothing/", headers={"x-request-id": "proxy-0123456789"})
        logger.warning("outside")
    finally:
        logger.removeHandler(keeper)
    assert " proxy-0123456789 Not Found" in written[0]
    assert " - outside" in written[-1]
