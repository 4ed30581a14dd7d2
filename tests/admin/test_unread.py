"""A manager sees what could not be read of a lead, and says what an unknown name means."""

from typing import Any

import pytest
from django.test import Client

from leads.models import Alias, Lead
from leads.services.receive_leads import receive_lead
from tests.admin.console import admin
from tests.factories import VerticalFactory
from tests.people import VendorPeople

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(acme: VendorPeople) -> Any:
    with acme.scope():
        VerticalFactory(slug="it-services", name="IT Services")
        sent = {"company": "Example Mills", "phone": "<call me>", "industry": "Informatik", "fax": "5"}
        return receive_lead(data=sent, actor=acme.alice_actor)


def test_the_page_of_a_lead_shows_what_was_sent(client: Client, acme: VendorPeople, lead: Lead) -> None:
    client.force_login(acme.bob)
    page = client.get(admin(acme, f"leads/lead/{lead.pk}/change/")).content.decode()
    assert "2 fields not understood" in page
    assert "&lt;call me&gt;" in page and "“Informatik” is not on your list of industries." in page
    found = client.get(admin(acme, "leads/lead/?unread=some")).content.decode()
    assert "Example Mills" in found


def test_a_manager_maps_a_name_once(client: Client, acme: VendorPeople, lead: Lead) -> None:
    client.force_login(acme.bob)
    with acme.scope():
        alias = Alias.objects.get()
    listing = client.get(admin(acme, "leads/alias/")).content.decode()
    assert "Informatik" in listing and "Not known yet" in listing
    path = admin(acme, f"leads/alias/{alias.pk}/change/")
    assert "IT Services" in client.get(path).content.decode()
    assert client.post(path, {"slug": "nothing"}).status_code == 200
    assert client.post(path, {"slug": "it-services"}).status_code == 302
    with acme.scope():
        lead.refresh_from_db()
        assert lead.industry == "it-services" and list(lead.unread) == ["fax", "phone"]
