"""Lists of very many rows: counted so far and no further, filters of what came lately."""

import pytest
from django.core.cache import cache
from django.test import Client

from prm.platform.console import filters, paginator
from tests.admin.console import admin
from tests.factories import LeadFactory
from tests.people import VendorPeople


@pytest.fixture
def bob(acme: VendorPeople, client: Client) -> Client:
    cache.clear()
    client.force_login(acme.bob)
    return client


def test_a_long_list_says_that_there_are_more_than_it_counted(
    bob: Client, acme: VendorPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acme.scope():
        for _ in range(5):
            LeadFactory()
    assert "5 leads" in " ".join(bob.get(admin(acme, "leads/lead/")).text.split())
    monkeypatch.setattr(paginator, "MOST_COUNTED", 4)
    assert "more than 4 leads" in " ".join(bob.get(admin(acme, "leads/lead/")).text.split())
    assert "more than" not in bob.get(admin(acme, "leads/lead/?q=buyer&state__exact=won")).text


def test_filters_name_what_came_lately_and_what_is_filtered_by(
    bob: Client, acme: VendorPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "RECENT", 1)
    with acme.scope():
        LeadFactory(source="trade-fair", country="FR")
        LeadFactory(source="web", country="US")
    page = bob.get(admin(acme, "leads/lead/")).text
    assert "source=web" in page and "United States" in page
    assert "trade-fair" not in page and "France" not in page
    older = bob.get(admin(acme, "leads/lead/?source=trade-fair"))
    assert older.status_code == 200 and "trade-fair" in older.text
