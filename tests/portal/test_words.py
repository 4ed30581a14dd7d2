"""The portal in the reader's language. That no message is missing is for tests/i18n to hold."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from prm.platform import formats
from tests.people import VendorPeople

WORDS = {"en": "No offers are waiting", "de": "Keine Angebote warten"}


@pytest.mark.parametrize("language", list(WORDS))
def test_a_partner_reads_the_language_the_browser_asks_for(
    rep: Client, acme: VendorPeople, language: str
) -> None:
    with translation.override("en"):
        page = rep.get(acme.url("portal/"), headers={"Accept-Language": language}).content.decode()
    assert f'<html lang="{language}"' in page
    assert WORDS[language] in page


def test_ones_own_language_comes_before_the_browsers(rep: Client, acme: VendorPeople) -> None:
    acme.larkspur.rep.language = "de"
    acme.larkspur.rep.save()
    with translation.override("en"):
        page = rep.get(acme.url("portal/"), headers={"Accept-Language": "en"}).content.decode()
    assert WORDS["de"] in page


@pytest.mark.parametrize(
    ("language", "money", "short"), [("en", "$5,800", "$25K"), ("de", "5.800\xa0$", "25.000\xa0$")]
)
def test_amounts_are_written_as_the_reader_writes_them(language: str, money: str, short: str) -> None:
    with translation.override(language):
        assert formats.money(Decimal("5800.50"), "USD") == money
        assert formats.compact_money(25_000, "USD") == short
