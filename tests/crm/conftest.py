"""Two CRMs on loopback, connected, and what a test does with them."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import Settings

from crm.adapters import tokens
from crm.models import CrmConnection, CrmRecord
from crm.services.save_connection import make_connection
from crm.sync.turn import sync_due
from leads.models import Lead, LeadState
from prm.platform import clock
from routing.models import Offer, OfferState
from tests.crm.fake_hubspot import FakeHubSpot
from tests.crm.fake_salesforce import FakeSalesforce
from tests.factories import LeadFactory, OfferFactory
from tests.people import PartnerPeople, VendorPeople


@pytest.fixture(autouse=True)
def _own_machine_allowed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ALLOW_PRIVATE_WEBHOOKS = True
    monkeypatch.setattr(tokens, "_TOKENS", {})


@pytest.fixture
def salesforce() -> Iterator[FakeSalesforce]:
    crm = FakeSalesforce()
    yield crm
    crm.stop()


@pytest.fixture
def hubspot() -> Iterator[FakeHubSpot]:
    crm = FakeHubSpot()
    yield crm
    crm.stop()


def connected(crm: Any, people: VendorPeople, **changes: Any) -> CrmConnection:
    """The vendor's connection to a fake CRM, with the usual mapping. Call in the vendor's scope."""
    kind = "hubspot" if isinstance(crm, FakeHubSpot) else "salesforce"
    credentials = {"token": "token", "client_id": "id", "client_secret": "secret"}
    connection = make_connection(
        kind=kind, base_url=crm.url, credentials=credentials, actor=people.alice_actor
    )
    if kind == "salesforce":
        connection.account_value = "Partner"
        connection.account_mapping = connection.account_mapping | {"account_tier": "Tier__c"}
    for name, value in changes.items():
        setattr(connection, name, value)
    connection.save()
    return connection


def held_lead(holder: PartnerPeople, **fields: Any) -> tuple[Lead, Offer]:
    """A lead that a partner has accepted."""
    lead = LeadFactory(state=LeadState.ACCEPTED, **fields)
    offer = OfferFactory(
        lead=lead, partner=holder.partner, state=OfferState.ACCEPTED, accepted_at=clock.now()
    )
    return lead, offer


def look(connection: CrmConnection) -> None:
    """Send what is due, and look for changes now; then send what follows from them."""
    CrmConnection.objects.filter(id=connection.id).update(next_pull_at=clock.now(), rests_until_at=None)
    sync_due()
    connection.refresh_from_db()


def record_of(lead: Lead) -> CrmRecord:
    return CrmRecord.objects.get(lead=lead)
