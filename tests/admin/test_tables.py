"""Strategic accounts, exchange rates and tier requirements in the vendor admin."""

from django.test import Client

from leads.models import ExchangeRate, StrategicAccount
from partners.models import Tier
from tests.admin.console import admin, change, text
from tests.people import VendorPeople


def test_a_strategic_account_is_recognised_as_it_is_saved(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    page = admin(acme, "leads/strategicaccount/add/")
    assert client.post(page, {"company": "Vast, Inc.", "website": "vast.example.org"}).status_code == 302
    again = client.post(page, {"company": "VAST inc", "website": "https://www.vast.example.org/"})
    assert again.status_code == 200
    wrong = client.post(page, {"company": "Other", "website": "http://"})
    assert b"Send a web address" in wrong.content
    with acme.scope():
        row = StrategicAccount.objects.get()
        assert (row.company_fold, row.domain) == ("vast", "vast.example.org")


def test_an_exchange_rate_is_of_another_currency(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    page, rate = admin(acme, "leads/exchangerate/add/"), {"rate": "1.08", "valid_from_on": "2026-01-01"}
    assert b"your own currency" in client.post(page, {"currency": "usd", **rate}).content
    assert b"ISO 4217" in client.post(page, {"currency": "XXQ", **rate}).content
    assert client.post(page, {"currency": "eur", **rate}).status_code == 302
    with acme.scope():
        assert ExchangeRate.objects.get().currency == "EUR"


def test_what_a_tier_asks_is_edited_beside_it(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    with acme.scope():
        tier = Tier.objects.order_by("rank").first()
    assert tier is not None
    page = change(acme, "partners/tier", tier.pk)
    assert "requirements-0-measure" in text(client, page) or "requirements-__prefix__-measure" in text(
        client, page
    )
    posted = {
        "name": tier.name,
        "rank": tier.rank,
        "requirements-TOTAL_FORMS": 1,
        "requirements-INITIAL_FORMS": 0,
        "requirements-0-measure": "won",
        "requirements-0-threshold": "5",
    }
    assert client.post(page, posted).status_code == 302
    with acme.scope():
        assert [(row.measure, row.threshold) for row in tier.requirements.all()] == [("won", 5)]
