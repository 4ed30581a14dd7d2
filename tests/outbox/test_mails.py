"""Mails: plain, short, text and HTML, blind for partners, in the reader's language and zone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.urls import resolve

from leads.selectors.blind import blind_facts
from prm.platform import clock as product_clock
from prm.platform.outbox.announce import Announcement, announce
from prm.platform.outbox.catalogue import Audience, sent_events, write_letter
from prm.platform.outbox.deliver import deliver_due
from prm.platform.outbox.models import NotificationPreference, OutboxMessage
from prm.platform.tenants.models import Membership, User
from tests.factories import LeadFactory
from tests.people import VendorPeople
from tests.stack.clock import MovableClock
from tests.stack.receivers import Mailbox

OFFER_ID = "0190d6f0-0000-7000-8000-000000000001"


def ours(mailbox: Mailbox, people: VendorPeople) -> list[EmailMessage]:
    """What this test's vendor was sent: other tests may have left mail that is due."""
    return mailbox.to(people.larkspur.rep.email.partition("@")[2])


@pytest.fixture
def people(committed: None, fresh_vendor: Callable[[], VendorPeople]) -> VendorPeople:
    return fresh_vendor()


def offer_lead(people: VendorPeople, key: str = "1", hours: int = 24) -> None:
    with people.scope():
        lead = LeadFactory()
        deadline = product_clock.now() + timedelta(hours=hours)
        announce(
            [
                Announcement(
                    event="offer.created",
                    key=f"offer.created:{key}",
                    lead_id=lead.id,
                    payload={"lead": {"company": lead.company}},
                    partner_payload={
                        "offer": {"id": OFFER_ID, "deadline_at": deadline},
                        "lead": blind_facts(lead).as_dict(),
                    },
                    partner_ids=[people.larkspur.partner.id],
                )
            ]
        )


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_an_offer_mail_is_blind_in_every_byte(people: VendorPeople, mailbox: Mailbox) -> None:
    offer_lead(people)
    deliver_due()
    mail = mailbox.wait_for(people.larkspur.rep.email)
    assert "zyzzyva" not in mail.as_string().lower()
    assert "zyzzyva" not in part(mail, "plain").lower() + part(mail, "html").lower()
    assert "Manufacturing, Texas, United States" in mail["Subject"]
    assert "$25K – $100K" in part(mail, "plain")


def test_an_offer_mail_leads_to_a_page_without_a_login(people: VendorPeople, mailbox: Mailbox) -> None:
    offer_lead(people)
    deliver_due()
    mail = mailbox.wait_for(people.larkspur.rep.email)
    for kind in ("plain", "html"):
        assert f"{settings.BASE_URL}/{people.vendor.slug}/o/" in part(mail, kind)


def test_a_mail_is_short_and_the_same_at_each_attempt(people: VendorPeople, mailbox: Mailbox) -> None:
    offer_lead(people)
    deliver_due()
    mail = mailbox.wait_for(people.larkspur.rep.email)
    assert len(mail.as_string()) < 8_000
    with people.scope():
        message = OutboxMessage.objects.get(receiver=people.larkspur.rep.email)
    assert str(message.id) in mail["Message-ID"]


def test_instants_are_in_the_readers_zone(
    people: VendorPeople, mailbox: Mailbox, clock: MovableClock
) -> None:
    clock.set(datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    User.objects.filter(pk=people.larkspur.rep.pk).update(time_zone="America/Chicago")
    User.objects.filter(pk=people.larkspur.admin.pk).update(time_zone="Europe/Berlin", language="de")
    offer_lead(people)
    deliver_due()
    assert "Thu, Jul 2, 2026, 07:00 CDT" in part(mailbox.wait_for(people.larkspur.rep.email), "plain")
    assert "Do., 2. Juli 2026, 14:00 CEST" in part(mailbox.wait_for(people.larkspur.admin.email), "plain")


def test_an_offer_that_has_ended_is_not_mailed_any_more(
    people: VendorPeople, mailbox: Mailbox, clock: MovableClock
) -> None:
    offer_lead(people, hours=1)
    clock.move(hours=2)
    deliver_due()
    assert ours(mailbox, people) == []
    with people.scope():
        assert set(OutboxMessage.objects.values_list("state", "last_error")) == {
            ("failed", "the offer has ended")
        }


def test_a_digest_is_one_mail_a_day(people: VendorPeople, mailbox: Mailbox, clock: MovableClock) -> None:
    clock.set(datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    with people.scope():
        for name in ("rep", "admin"):
            membership = Membership.objects.get(user=getattr(people.larkspur, name))
            NotificationPreference.objects.create(
                membership=membership, event="offer.created", delivery="digest"
            )
    for number in range(3):
        offer_lead(people, str(number), hours=48)
    deliver_due()
    assert ours(mailbox, people) == []
    clock.set(datetime(2026, 7, 2, 8, 0, 1, tzinfo=UTC))
    deliver_due()
    (mail,) = mailbox.to(people.larkspur.rep.email)
    assert "3 notices" in mail["Subject"]
    assert part(mail, "plain").count("A lead for you") == 3


def test_a_mail_server_that_is_away_loses_nothing(
    people: VendorPeople, mailbox: Mailbox, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer_lead(people)
    with monkeypatch.context() as patch:
        patch.setattr(settings, "EMAIL_PORT", 9)
        deliver_due()
    assert ours(mailbox, people) == []
    clock.move(minutes=5)
    deliver_due()
    assert len(ours(mailbox, people)) == 2


def test_a_heading_cannot_be_smuggled_into_a_mail(people: VendorPeople, mailbox: Mailbox) -> None:
    with people.scope():
        payload = {"partner": {"name": "Larkspur\r\nBcc: everybody@example.com"}, "reason": "busy"}
        announce([Announcement(event="offer.more_time_asked", key="m", payload=payload)])
    deliver_due()
    mail = mailbox.wait_for(people.alice.email)
    assert "Bcc" not in mail
    assert "everybody@example.com" not in mail["X-Envelope-To"]


def test_html_is_escaped(people: VendorPeople, mailbox: Mailbox) -> None:
    with people.scope():
        payload = {"partner": {"name": "L"}, "reason": "<script>alert(1)</script>"}
        announce([Announcement(event="offer.more_time_asked", key="m", payload=payload)])
    deliver_due()
    assert "<script>" not in part(mailbox.wait_for(people.alice.email), "html")


def test_there_is_a_letter_for_every_event_that_is_mailed() -> None:
    for event in sent_events():
        has_letter = bool(write_letter(event.name, {}).opening)
        assert has_letter == (event.audience is not Audience.NOBODY), event.name


@pytest.mark.parametrize("event", [event.name for event in sent_events()])
def test_every_letter_can_be_written_from_next_to_nothing(event: str) -> None:
    for data in ({}, {"lead": None, "offer": None}, {"lead": {"products": [], "country": "XX"}}):
        letter = write_letter(event, data)
        assert letter.subject
        assert "%(" not in letter.subject + letter.opening
        assert "None" not in str(letter)


def test_every_letter_leads_to_a_page_that_exists() -> None:
    data = {"offer": {"id": OFFER_ID, "accepted_at": "2026-07-01T12:00:00Z"}, "lead": {"id": OFFER_ID}}
    for event in [event.name for event in sent_events()]:
        for path in {write_letter(event, data).path, write_letter(event, {}).path}:
            resolve(f"/{path}", urlconf="prm.project.vendor_urls")
