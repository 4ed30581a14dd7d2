"""The overview: what needs a person, and thirty days at a glance."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prm.platform import clock
from prm.platform.outbox.models import OutboxMessage
from tests.admin.console import admin
from tests.factories import (
    AgreementFactory,
    DealRegistrationFactory,
    LeadFactory,
    OfferFactory,
    PartnerFactory,
    PolicyVersionFactory,
)
from tests.people import VendorPeople


@pytest.fixture
def alice(in_acme: VendorPeople, client: Client) -> Client:
    cache.clear()
    client.force_login(in_acme.alice)
    return client


def tiles(client: Client, people: VendorPeople) -> dict[str, str]:
    """The tiles of the overview: their words by their labels."""
    page = client.get(admin(people)).text
    found = re.findall(r'c-tile-label">(.*?)</span>(.*?)</a>', page, re.DOTALL)
    return {label: " ".join(re.sub(r"<[^>]+>", " ", rest).split()) for label, rest in found}


def test_what_needs_a_person_is_counted_and_leads_to_the_rows(alice: Client, in_acme: VendorPeople) -> None:
    now, larkspur = clock.now(), in_acme.larkspur.partner
    OfferFactory(lead=LeadFactory(), partner=larkspur, deadline_at=now + timedelta(minutes=20))
    warned = {"state": "accepted", "accepted_at": now, "warned_at": now}
    at_risk = OfferFactory(lead=LeadFactory(company="Late Mills"), partner=larkspur, **warned)
    OfferFactory(
        lead=LeadFactory(company="Calm Mills"), partner=larkspur, deadline_at=now + timedelta(days=2)
    )
    soon = now.date() + timedelta(days=5)
    DealRegistrationFactory(partner=larkspur, state="approved", protected_until_on=soon, company="Ending Inc")
    PolicyVersionFactory(number=2, state="draft", submitted_at=now, note="Ready to go")
    PolicyVersionFactory(number=3, state="draft", note="Not ready yet")
    for days, name in ((2, "lately"), (20, "long-ago")):
        OutboxMessage.objects.create(
            key=name,
            state="failed",
            channel="mail",
            event="lead.review",
            payload={},
            receiver=f"{name}@example.com",
            created_at=now - timedelta(days=days),
        )
    AgreementFactory(published_at=now - timedelta(days=30), grace_days=1)
    found = tiles(alice, in_acme)
    assert found["Leads at risk"].startswith("2 ")
    assert found["Protections that end"].startswith("1 ")
    assert found["Drafts to approve"].startswith("1 ")
    assert found["Partners who get no leads"] == "2 Agreement not signed: 2"
    lone = PartnerFactory(name="Dormant Networks", status="inactive")
    health = alice.get(admin(in_acme, "partners/health/?problem=no_leads")).text
    assert larkspur.name in health and lone.name not in health and "Gets no leads (2)" in health
    listed = alice.get(admin(in_acme, "leads/lead/?sla=risk")).text
    assert str(at_risk.lead.company) in listed and "Calm Mills" not in listed
    drafts = alice.get(admin(in_acme, "routing/policyversion/?approval=waiting")).text
    assert "Ready to go" in drafts and "Not ready yet" not in drafts
    assert found["Failed deliveries"].startswith("1 ")
    failed = alice.get(admin(in_acme, "outbox/outboxmessage/?given_up=lately")).text
    assert "lately@example.com" in failed and "long-ago@example.com" not in failed
    assert "Ending Inc" in alice.get(admin(in_acme, "leads/dealregistration/?ending=soon")).text


def test_thirty_days_are_told_with_their_change_on_the_thirty_before(
    alice: Client, in_acme: VendorPeople
) -> None:
    now, larkspur = clock.now(), in_acme.larkspur.partner
    for days, number in ((5, 3), (40, 1)):
        at = now - timedelta(days=days)
        for _ in range(number):
            lead = LeadFactory(received_at=at, currency="USD")
            OfferFactory(
                lead=lead,
                partner=larkspur,
                state="closed",
                outcome="won",
                outcome_value=10_000,
                offered_at=at + timedelta(seconds=30),
                accepted_at=at + timedelta(hours=1),
                first_action_at=at + timedelta(hours=2),
                closed_at=at + timedelta(days=1),
            )
    found = tiles(alice, in_acme)
    assert found["Leads in"] == "3 up 2 on the 30 days before"
    assert found["Time to assignment"].startswith("30s") or found["Time to assignment"].startswith("0m 30s")
    assert "the target is 4 hours" in found["Time to first action"]
    assert found["Won value"].startswith("$30,000 from 3 leads up $20,000")
    page = alice.get(admin(in_acme)).text
    assert "<polyline" in page and admin(in_acme, "reports/revenue/") in page


def test_an_empty_vendor_has_an_overview_too(alice: Client, in_acme: VendorPeople) -> None:
    found = tiles(alice, in_acme)
    assert found["Leads in"].startswith("0") and found["Won value"].startswith("–")


def test_the_overview_asks_no_more_often_with_more_rows(alice: Client, in_acme: VendorPeople) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            alice.get(admin(in_acme))
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    LeadFactory()
    asked()
    few = asked()
    for _ in range(20):
        OfferFactory(lead=LeadFactory(), partner=in_acme.larkspur.partner)
    assert asked() <= few
