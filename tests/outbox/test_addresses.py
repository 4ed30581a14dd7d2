"""Webhooks cannot be aimed at the inside of a network."""

import pytest
from pytest_django import Settings

from prm.platform.errors import InvalidInput
from prm.platform.outbox.addresses import check_webhook_url, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "2002:0a00:0001::",
        "64:ff9b::a00:1",
    ],
)
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_outer_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.com/", "invalid_url"),
        ("https://", "invalid_url"),
        ("javascript:alert(1)", "invalid_url"),
        ("https://user:secret@example.com/", "invalid_url"),
        ("http://[::1", "invalid_url"),
        ("http://example.com:99999/", "invalid_url"),
        ("http://localhost/", "private_address"),
        ("http://127.0.0.1:8000/", "private_address"),
        ("http://2130706433/", "private_address"),
        ("http://0x7f.1/", "private_address"),
        ("http://[::1]/", "private_address"),
        ("http://[::ffff:192.168.0.1]/", "private_address"),
        ("http://db.internal/", "private_address"),
        ("http://hooks.example.com/", "not_https"),
        ("https://hooks.example.com:25/", "port"),
        ("https://hooks.example.com:80/", "port"),
    ],
)
def test_a_wrong_url_is_refused_with_the_field(url: str, code: str, settings: Settings) -> None:
    settings.ALLOW_PRIVATE_WEBHOOKS = False
    with pytest.raises(InvalidInput) as refused:
        check_webhook_url(url)
    assert [(error.field, error.code) for error in refused.value.errors] == [("url", code)]


def test_a_good_url_is_taken(settings: Settings) -> None:
    settings.ALLOW_PRIVATE_WEBHOOKS = False
    assert check_webhook_url("https://hooks.example.com/in?x=1") == "https://hooks.example.com/in?x=1"
    assert check_webhook_url("https://hooks.example.com:443/")
    assert check_webhook_url("https://hooks.example.com:8443/")


def test_one_machine_may_try_its_own(settings: Settings) -> None:
    settings.ALLOW_PRIVATE_WEBHOOKS = True
    assert check_webhook_url("http://127.0.0.1:9000/hook")
