"""Who hears of an event, and that nobody hears of it twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prm.platform import clock
from prm.platform.outbox.announce import Announcement, announce
from prm.platform.outbox.models import NotificationPreference, OutboxMessage
from prm.platform.tenants.models import Membership
from prm.platform.tenants.scope import NoVendorInScope
from tests.factories import WebhookEndpointFactory
from tests.people import VendorPeople

CONTACT = {"lead": {"company": "Zyzzyva Mills", "email": "buyer@zyzzyva.example.com"}}
BLIND = {"lead": {"industry": "manufacturing"}, "offer": {"id": "0190d6f0-0000-7000-8000-000000000001"}}


def created(people: VendorPeople, **more: Any) -> Announcement:
    given: dict[str, Any] = {"event": "offer.created", "key": "offer.created:1", "payload": CONTACT}
    given |= {"partner_payload": BLIND, "partner_ids": [people.larkspur.partner.id]}
    return Announcement(**(given | more))


def receivers() -> set[str]:
    return set(OutboxMessage.objects.values_list("receiver", flat=True))


def test_an_offer_is_mailed_to_the_partners_members_and_to_nobody_else(in_acme: VendorPeople) -> None:
    announce([created(in_acme)])
    assert receivers() == {in_acme.larkspur.admin.email, in_acme.larkspur.rep.email}


def test_a_lead_in_review_is_mailed_to_those_who_decide_and_not_to_analysts(in_acme: VendorPeople) -> None:
    announce([Announcement(event="lead.review", key="r", payload=CONTACT)])
    assert receivers() == {in_acme.alice.email, in_acme.bob.email}


def test_what_goes_to_a_partner_holds_the_partners_payload_only(in_acme: VendorPeople) -> None:
    WebhookEndpointFactory(url="https://vendor.example.com/")
    WebhookEndpointFactory(url="https://partner.example.com/", partner=in_acme.larkspur.partner)
    announce([created(in_acme)])
    for message in OutboxMessage.objects.exclude(receiver="https://vendor.example.com/"):
        assert "zyzzyva" not in str(message.payload).lower()
    assert OutboxMessage.objects.count() == 4


def test_without_a_payload_for_partners_they_hear_nothing(in_acme: VendorPeople) -> None:
    WebhookEndpointFactory(partner=in_acme.larkspur.partner)
    announce([created(in_acme, partner_payload={})])
    assert receivers() == set()


def test_an_endpoint_gets_the_events_it_asked_for(in_acme: VendorPeople) -> None:
    WebhookEndpointFactory(url="https://all.example.com/")
    WebhookEndpointFactory(url="https://won.example.com/", events=["lead.won"])
    WebhookEndpointFactory(url="https://off.example.com/", is_active=False)
    WebhookEndpointFactory(url="https://rival.example.com/", partner=in_acme.quillon.partner)
    announce([created(in_acme, event="offer.accepted")])
    assert receivers() == {"https://all.example.com/"}


def test_an_event_announced_twice_reaches_nobody_twice(in_acme: VendorPeople) -> None:
    WebhookEndpointFactory()
    announce([created(in_acme), created(in_acme)])
    announce([created(in_acme)])
    assert OutboxMessage.objects.count() == 3


def test_members_choose_how_they_hear_of_an_event(in_acme: VendorPeople) -> None:
    choose(in_acme.larkspur.admin, "off")
    choose(in_acme.larkspur.rep, "digest")
    announce([created(in_acme)])
    message = OutboxMessage.objects.get()
    assert message.receiver == in_acme.larkspur.rep.email
    assert message.in_digest
    assert message.next_attempt_at > clock.now()


def test_only_the_colleague_in_charge_is_mailed_when_there_is_one(in_acme: VendorPeople) -> None:
    rep = Membership.objects.get(user=in_acme.larkspur.rep)
    announce([created(in_acme, membership_ids=[rep.id])])
    assert receivers() == {in_acme.larkspur.rep.email}


def test_people_who_have_left_are_not_mailed(in_acme: VendorPeople) -> None:
    Membership.objects.filter(user=in_acme.larkspur.rep).update(is_active=False)
    announce([created(in_acme)])
    assert receivers() == {in_acme.larkspur.admin.email}


def test_what_is_for_partners_can_be_held_back(in_acme: VendorPeople) -> None:
    WebhookEndpointFactory(url="https://vendor.example.com/")
    opens_at = clock.now() + timedelta(hours=9)
    announce([created(in_acme, partner_at=opens_at)])
    assert set(OutboxMessage.objects.filter(channel="email").values_list("next_attempt_at", flat=True)) == {
        opens_at
    }
    assert OutboxMessage.objects.get(channel="webhook").next_attempt_at < opens_at


def test_many_announcements_cost_a_handful_of_queries(in_acme: VendorPeople) -> None:
    many = [created(in_acme, key=f"offer.created:{n}") for n in range(200)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        announce(many)
    assert OutboxMessage.objects.count() == 400
    assert len(queries) <= 6


def test_an_event_nobody_knows_is_refused(in_acme: VendorPeople) -> None:
    with pytest.raises(KeyError):
        announce([created(in_acme, event="offer.evaporated")])


def test_nothing_can_be_announced_without_a_vendor(acme: VendorPeople) -> None:
    with pytest.raises(NoVendorInScope):
        announce([created(acme)])


def choose(user: Any, delivery: str) -> None:
    membership = Membership.objects.get(user=user)
    NotificationPreference.objects.create(membership=membership, event="offer.created", delivery=delivery)
