"""Reports: figures that add up, by period and split; sheets; the weekly mail; the concentration alarm."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from leads.models import ExchangeRate
from prm.platform import clock
from prm.platform.outbox.deliver import deliver_due
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.models import Vendor
from routing.models import Offer, ReportMail, ShareDay
from routing.reports.selectors.catalogue import BY_NAME, REPORTS
from routing.reports.selectors.interval import wilson
from routing.reports.selectors.monday import next_monday
from routing.reports.selectors.period import Period, WrongDays, read_period
from routing.reports.selectors.run import run_report
from routing.reports.selectors.top_part import top_part
from routing.reports.services.report_mails import send_due_reports
from routing.reports.services.watch_concentration import watch_concentration
from tests.admin.console import admin, text
from tests.factories import LeadFactory, OfferFactory
from tests.people import VendorPeople
from tests.stack.receivers import Mailbox

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def worked(acme: VendorPeople) -> None:
    """Larkspur: one won in euros, one lost, one declined. Quillon: one won by hand, one open and overdue."""
    now = clock.now()
    with acme.scope():
        ExchangeRate.objects.create(currency="EUR", rate=Decimal("1.10"), valid_from_on=date(2020, 1, 1))
        larkspur: dict[str, Any] = {"partner": acme.larkspur.partner, "pool": "main"}
        quillon: dict[str, Any] = {"partner": acme.quillon.partner, "pool": "main"}
        _offer(now, hours=30, outcome="won", value=1000, currency="EUR", action_minutes=3, **larkspur)
        _offer(now, hours=20, outcome="lost", action_minutes=600, **larkspur)
        _offer(now, hours=10, state="declined", decline_reason="no-capacity", **larkspur)
        _offer(now, hours=9, outcome="won", value=500, currency="USD", is_manual=True, **quillon)
        _offer(now, hours=8, state="accepted", overdue=True, **quillon)


def _offer(
    now: datetime,
    *,
    hours: float,
    state: str = "closed",
    value: int | None = None,
    currency: str = "USD",
    action_minutes: int | None = None,
    overdue: bool = False,
    **more: Any,
) -> Offer:
    at = now - timedelta(hours=hours)
    is_taken = state in ("accepted", "closed")
    lead = LeadFactory(
        received_at=at - timedelta(seconds=2),
        currency=currency,
        source="fair",
        accepted_at=at + timedelta(hours=1) if is_taken else None,
        state={"closed": more.get("outcome", "won"), "accepted": "accepted"}.get(state, "review"),
    )
    return OfferFactory(
        lead=lead,
        state=state,
        offered_at=at,
        visible_at=at,
        accepted_at=at + timedelta(hours=1) if is_taken else None,
        first_action_at=at + timedelta(minutes=action_minutes) if action_minutes else None,
        closed_at=at + timedelta(hours=5) if state != "accepted" else None,
        outcome_value=value,
        update_due_at=now - timedelta(hours=1) if overdue else None,
        **more,
    )


def figures(name: str, split: str = "partner", days: int = 7) -> Any:
    today = clock.now().date()
    return run_report(BY_NAME[name], Period(today - timedelta(days=days), today, ZoneInfo("UTC")), split)


def row(found: Any, words: str) -> Any:
    return next(each.values for each in found.rows if each.words == words)


def test_offers_are_counted_by_partner_and_add_up(acme: VendorPeople, worked: None) -> None:
    with acme.scope():
        found = figures("acceptance")
        larkspur = row(found, "Larkspur Networks")
        assert (larkspur["offers"], larkspur["accepted"], larkspur["declined"]) == (3, 2, 1)
        assert larkspur["accepted_part"] == pytest.approx(2 / 3)
        assert found.total["offers"] == sum(each.values["offers"] for each in found.rows) == 5
        assert sum(point.value is not None for point in found.points) >= 1
        assert found.before["offers"] == 0
        reasons = figures("acceptance", "reason")
        assert {each.words: each.values["offers"] for each in reasons.rows}["no-capacity"] == 1


def test_speed_is_measured_from_the_offer(acme: VendorPeople, worked: None) -> None:
    with acme.scope():
        larkspur = row(figures("first-action"), "Larkspur Networks")
        assert larkspur["acted"] == 2 and larkspur["within_5_minutes"] == larkspur["within_target"] == 0.5
        assert larkspur["ttfa_p50"] == pytest.approx((3 + 600) / 2 * 60)
        waited = figures("assignment", "source")
        assert row(waited, "fair")["to_offer_p50"] == pytest.approx(2)
        quillon = row(figures("follow-up"), acme.quillon.partner.name)
        assert (quillon["open"], quillon["late"], quillon["late_part"]) == (1, 1, 1.0)


def test_revenue_is_in_the_vendors_currency(acme: VendorPeople, worked: None) -> None:
    with acme.scope():
        Vendor.objects.filter(pk=acme.vendor.pk).update(currency="USD")
        found = figures("revenue")
        assert row(found, "Larkspur Networks")["value"] == Decimal("1100")
        assert found.total["value"] == Decimal("1600")
        ExchangeRate.objects.all().delete()
        found = figures("revenue")
        assert found.total["value"] == Decimal("500") and found.total["no_rate"] == 1


def test_manual_and_automatic_are_compared_with_how_sure_it_is(acme: VendorPeople, worked: None) -> None:
    with acme.scope():
        found = {each.key: each.values for each in figures("manual-automatic", "how").rows}
        assert found["manual"]["offers"] == 1 and found["automatic"]["offers"] == 4
        assert found["automatic"]["win_rate"] == 0.5
        assert found["automatic"]["range"] == "9% – 91%"
        hours = {key: values["work_hours"] for key, values in found.items()}
        assert hours == {"manual": pytest.approx(10 / 60), "automatic": 0}
        Vendor.objects.filter(pk=acme.vendor.pk).update(minutes_by_hand=45)
        by_pool = figures("manual-automatic", "pool")
        assert by_pool.total["work_hours"] == row(by_pool, "Main")["work_hours"] == 0.75


def test_the_likely_range_is_wilsons() -> None:
    assert wilson(0, 0) is None
    low, high = wilson(8, 10) or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)


def test_partners_who_need_help_and_who_go_quiet_are_named(acme: VendorPeople) -> None:
    now = clock.now()
    with acme.scope():
        for hours in (10, 12, 14):
            _offer(now, hours=hours, state="expired", partner=acme.larkspur.partner)
        for days in (9, 10, 11, 12):
            _offer(now, hours=24 * days, state="accepted", partner=acme.quillon.partner)
        assert figures("support", days=13).total["trouble"] == pytest.approx(3 / 7)
        [needs] = figures("support").rows
        assert needs.words == "Larkspur Networks"
        assert needs.values["needs"] == "accepts few offers, misses accept windows"
        quiet = {each.words: each.values["signs"] for each in figures("quiet", days=6).rows}
        assert "accepted 0 leads, 4 in the period before" in quiet[acme.quillon.partner.name]


def test_every_report_runs_with_every_split_and_shows_its_empty_page(
    acme: VendorPeople, globex: VendorPeople, worked: None, client: Client
) -> None:
    client.force_login(acme.ana)
    for report in REPORTS:
        for split in report.splits:
            page = text(client, admin(acme, f"reports/{report.name}/?period=7&split={split}"))
            assert str(report.question) in page.replace("&#x27;", "'")
    assert "Time to first action" in text(client, admin(acme, "reports/"))
    client.force_login(globex.alice)
    empty = text(client, admin(globex, "reports/acceptance/"))
    assert "Nothing in this period" in empty and "Larkspur" not in empty
    with CaptureQueriesContext(connection) as captured:
        client.get(admin(globex, "reports/acceptance/"))
    assert len(captured) <= 20


def test_wrong_days_are_named_and_the_usual_ones_shown(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    for query, words in (
        ("period=days&from=2026-02-30&to=2026-03-01", "Enter both days"),
        ("period=days&from=2026-03-01&to=2026-02-01", "before the first"),
        ("period=days&from=2020-01-01&to=2026-01-01", "at most two years"),
        ("period=never", "Choose one of the periods"),
    ):
        response = client.get(admin(acme, f"reports/sla/?{query}"))
        assert response.status_code == 400 and words in response.content.decode()
    assert client.get(admin(acme, "reports/nothing/")).status_code == 404


def test_the_table_is_a_sheet(acme: VendorPeople, worked: None, client: Client) -> None:
    client.force_login(acme.ana)
    answer = client.get(admin(acme, "reports/acceptance/?period=7&split=partner&format=csv"))
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Partner,Offers,Accepted") and lines[1].startswith("Larkspur Networks,3,2,")
    answer = client.get(admin(acme, "reports/acceptance/?period=7&format=xlsx"))
    sheet = load_workbook(BytesIO(b"".join(answer))).active
    assert sheet is not None and [cell.value for cell in sheet[2]][:2] == ["Larkspur Networks", 3]


def test_periods_are_the_vendors_days() -> None:
    read = lambda **query: read_period(query, today=THURSDAY, zone=BERLIN)  # noqa: E731
    assert (read(period="week").first, read(period="week").last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert (read(period="month").first, read(period="month").last) == (date(2026, 10, 1), date(2026, 10, 31))
    quarter = read(period="quarter")
    assert (quarter.first, quarter.last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert quarter.since == datetime(2026, 6, 30, 22, tzinfo=UTC) and quarter.bucket == "week"
    assert read().before().last == date(2026, 10, 27)
    with pytest.raises(WrongDays):
        read(period="days", **{"from": "2026-01-01"})


def test_a_report_is_mailed_every_monday_until_stopped(
    acme: VendorPeople, worked: None, client: Client, mailbox: Mailbox
) -> None:
    client.force_login(acme.bob)
    address = admin(acme, "reports/acceptance/mail/")
    assert client.post(address, {"email": "boss@example.com"}).status_code == 403
    client.force_login(acme.alice)
    wrong = client.post(address, {"email": "boss", "period": "30", "split": "partner"}, follow=True)
    assert "Enter an e-mail address" in wrong.content.decode()
    client.post(address, {"email": "boss@example.com", "period": "30", "split": "partner"})
    with acme.scope():
        planned = ReportMail.objects.get()
        assert planned.next_at > clock.now() and planned.next_at.astimezone(ZoneInfo("UTC")).weekday() == 0
    assert send_due_reports(vendor_id=acme.vendor.id) == 0
    with acme.scope():
        ReportMail.objects.update(next_at=clock.now() - timedelta(minutes=1))
    assert send_due_reports(vendor_id=acme.vendor.id) == 1
    assert send_due_reports(vendor_id=acme.vendor.id) == 0
    deliver_due()
    sent = mailbox.wait_for("boss@example.com")
    assert "Acceptance" in sent["Subject"]
    [sheet] = [part for part in sent.walk() if part.get_filename()]
    assert "Larkspur Networks,3" in sheet.get_payload(decode=True).decode("utf-8-sig")
    client.post(admin(acme, f"reports/acceptance/mail/{planned.pk}/stop/"))
    with acme.scope():
        assert not ReportMail.objects.exists()


def test_mondays_are_found_across_the_change_of_clocks() -> None:
    before = datetime(2026, 10, 23, 12, tzinfo=UTC)
    assert next_monday(before, BERLIN) == datetime(2026, 10, 26, 6, tzinfo=UTC)
    assert next_monday(datetime(2026, 10, 26, 6, tzinfo=UTC), BERLIN) == datetime(2026, 11, 2, 6, tzinfo=UTC)


def test_an_alarm_rings_once_a_week_when_few_partners_get_most(acme: VendorPeople, client: Client) -> None:
    partners = [acme.larkspur.partner.id, acme.quillon.partner.id]
    with acme.scope():
        ShareDay.objects.create(
            pool="main",
            day=clock.now().date(),
            decisions=10,
            partner_ids=partners,
            entitled=[5 * 10**9, 5 * 10**9],
            received=[9 * 10**9, 10**9],
            contests=[10, 10],
        )
    assert not watch_concentration(vendor_id=acme.vendor.id)
    Vendor.objects.filter(pk=acme.vendor.pk).update(concentration_alarm_percent=95)
    assert not watch_concentration(vendor_id=acme.vendor.id)
    with acme.scope():
        Vendor.objects.filter(pk=acme.vendor.pk).update(concentration_alarm_percent=60)
    for _time in range(2):
        assert watch_concentration(vendor_id=acme.vendor.id)
    with acme.scope():
        told = OutboxMessage.objects.filter(event="share.concentrated", channel="email")
        assert set(told.values_list("receiver", flat=True)) == {acme.alice.email, acme.bob.email}
        assert told.count() == 2
    client.force_login(acme.ana)
    page = " ".join(text(client, admin(acme, "reports/fairness/")).split())
    assert "received 90.0 % of the leads" in page and "your limit of 60.0 %" in page


def test_the_top_part_is_of_one_partner_at_least() -> None:
    found = top_part([3.0, 1.0, 1.0])
    assert (found.partners, found.of_partners, found.part) == (1, 3, 0.6)
    assert top_part([]).part == 0.0
