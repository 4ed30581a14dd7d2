"""Policies are looked over every 90 days."""

from datetime import timedelta

import pytest

from prm.platform.outbox.models import OutboxMessage
from routing.models import PolicyVersion, RoutingLock
from routing.review.selectors.review_facts import since_last_review
from routing.review.services.remind_of_review import remind_of_review
from tests.factories import PartnerCertificationFactory, PartnerFactory
from tests.policies.documents import simple
from tests.policies.routed import publish, route


@pytest.fixture
def published(in_acme, clock):
    clock.move(minutes=1)
    return publish(in_acme, simple())


def reminders():
    return OutboxMessage.objects.filter(event="policy.review_due")


def test_managers_are_reminded_once_each_90_days(in_acme, published, clock):
    assert not remind_of_review(vendor_id=in_acme.vendor.id)
    clock.move(days=90)
    assert remind_of_review(vendor_id=in_acme.vendor.id)
    assert not remind_of_review(vendor_id=in_acme.vendor.id)
    assert {message.receiver for message in reminders()} == {in_acme.alice.email, in_acme.bob.email}
    clock.move(days=90)
    assert remind_of_review(vendor_id=in_acme.vendor.id)
    assert reminders().count() == 4


def test_publishing_puts_the_review_off(in_acme, published, clock):
    clock.move(days=80)
    publish(in_acme, simple(cooldown="7d"))
    clock.move(days=20)
    assert not remind_of_review(vendor_id=in_acme.vendor.id)
    assert RoutingLock.objects.get().review_due_on == (clock.now() + timedelta(days=70)).date()


def test_the_reminder_says_what_has_changed_since(in_acme, published, clock):
    clock.move(days=1)
    route(in_acme, 2)
    route(in_acme, country="NO", region="")
    PartnerFactory()
    PartnerFactory(status="inactive")
    PartnerCertificationFactory(expires_on=(clock.now() + timedelta(days=5)).date())
    clock.move(days=89)
    remind_of_review(vendor_id=in_acme.vendor.id)
    assert reminders().first().payload["data"]["changed"] == [
        "3 leads were decided.",
        "New partners: 3.",
        "Partners that receive no leads: 1.",
        "Certifications that have expired: 1.",
        "No lead matched rule “Large”.",
        "Held for a person: No partner could take this lead. (1)",
    ]


def test_what_was_in_force_cannot_be_altered_or_removed_in_the_database(in_acme, published):
    from django.db import Error, transaction

    for change in (
        lambda: PolicyVersion.objects.filter(id=published.id).update(document=simple(cooldown="1d")),
        lambda: PolicyVersion.objects.filter(id=published.id).update(number=9),
        lambda: PolicyVersion.objects.filter(id=published.id).update(state="draft"),
        lambda: PolicyVersion.objects.filter(id=published.id)._raw_delete("default"),
    ):
        with pytest.raises(Error, match="was in force"), transaction.atomic():
            change()


def test_without_a_policy_there_is_nothing_to_review(in_acme):
    assert since_last_review() is None
    assert not remind_of_review(vendor_id=in_acme.vendor.id)
