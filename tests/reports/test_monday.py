"""Four figures for Monday: on the page of reports, and in a mail; checked against a count by hand."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.test import Client

from prm.platform import clock
from prm.platform.outbox.deliver import deliver_due
from prm.platform.tenants.models import Vendor
from routing.models import ReportMail
from routing.reports.services.report_mails import send_due_reports
from tests.admin.console import admin, text
from tests.factories import LeadFactory, OfferFactory
from tests.people import VendorPeople
from tests.stack.receivers import Mailbox


def last_week(acme: VendorPeople) -> None:
    """Four leads: two contacted, one within four hours; one won for 3,000, one lost. Two the week before."""
    today = clock.now().date()
    monday = datetime.combine(today - timedelta(days=today.weekday() + 7), datetime.min.time(), UTC)
    at = monday + timedelta(days=2, hours=9)
    rows: list[dict[str, Any]] = [
        {"first_action_at": at + timedelta(hours=1), "outcome": "won", "outcome_value": Decimal(3000)},
        {"first_action_at": at + timedelta(hours=9), "outcome": "lost"},
        {},
        {},
    ]
    with acme.scope():
        Vendor.objects.filter(pk=acme.vendor.pk).update(currency="USD", time_zone="UTC")
        for row in rows:
            ended = {"state": "closed", "closed_at": at + timedelta(hours=20)} if "outcome" in row else {}
            lead = LeadFactory(received_at=at, currency="USD", state=row.get("outcome", "accepted"))
            given = {"state": "accepted", "offered_at": at, "accepted_at": at, **ended, **row}
            OfferFactory(lead=lead, partner=acme.larkspur.partner, visible_at=at, **given)
        for _each in range(2):
            LeadFactory(received_at=at - timedelta(days=7), state="review")


FIGURES = {
    "Leads in": "4",
    "Contacted within 4 hours of the offer": "25%",
    "Won of those closed": "50%",
    "Won value": "$3,000",
}


def test_the_page_of_reports_begins_with_last_weeks_figures(acme: VendorPeople, client: Client) -> None:
    last_week(acme)
    client.force_login(acme.ana)
    answer = client.get(admin(acme, "reports/"))
    found = {each.measure: each.value for each in answer.context["four"]}
    assert found == FIGURES
    assert answer.context["four"][0].change == "up 2"
    assert "Mail these four figures" not in answer.content.decode()


def test_the_boss_gets_four_figures_every_monday(
    acme: VendorPeople, client: Client, mailbox: Mailbox
) -> None:
    last_week(acme)
    address = admin(acme, "reports/monday/mail/")
    client.force_login(acme.bob)
    assert client.post(address, {"email": "boss@example.com", "period": "week"}).status_code == 403
    client.force_login(acme.alice)
    wrong = client.post(address, {"email": "boss", "period": "week"}, follow=True)
    assert "Enter an e-mail address" in wrong.content.decode()
    split = client.post(address, {"email": "b@example.com", "period": "week", "split": "tier"}, follow=True)
    assert "There is no such report." in split.content.decode()
    saved = client.post(address, {"email": "boss@example.com", "period": "week"}, follow=True)
    assert "The report goes out every Monday morning." in saved.content.decode()
    with acme.scope():
        planned = ReportMail.objects.get()
        ReportMail.objects.update(next_at=clock.now() - timedelta(minutes=1))
    assert send_due_reports(vendor_id=acme.vendor.id) == 1
    deliver_due()
    sent = mailbox.wait_for("boss@example.com")
    assert "Four figures for Monday" in sent["Subject"]
    [sheet] = [part for part in sent.walk() if part.get_filename()]
    lines = sheet.get_payload(decode=True).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Leads in,4") and len(lines) == 5
    [page] = [part for part in sent.walk() if part.get_content_type() == "text/html"]
    words = page.get_payload(decode=True).decode()
    assert all(name in words and value in words for name, value in FIGURES.items())
    assert "reports/revenue/?period=week" in words
    assert "boss@example.com" in text(client, admin(acme, "reports/"))
    client.post(admin(acme, f"reports/monday/mail/{planned.pk}/stop/"))
    with acme.scope():
        assert not ReportMail.objects.exists()
