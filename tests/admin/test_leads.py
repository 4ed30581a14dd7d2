"""Leads: the list, the page of one, and what a channel manager does with it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leads.models import Lead, LeadEvent
from prm.platform import clock
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.models import Vendor
from routing.models import Offer
from tests.admin.console import admin, change, fresh, lead_in_review, routed_lead, text
from tests.factories import LeadFactory, OfferFactory, PartnerFactory, PolicyVersionFactory
from tests.people import VendorPeople


def queries_of(client: Client, url: str) -> int:
    text(client, url)
    with CaptureQueriesContext(connection) as captured:
        text(client, url)
    return len(captured)


def test_the_list_of_leads_takes_no_more_queries_for_more_leads(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    with acme.scope():
        OfferFactory(partner=acme.larkspur.partner)
    few = queries_of(client, admin(acme, "leads/lead/"))
    with acme.scope():
        LeadFactory.create_batch(60)
        for _number in range(20):
            OfferFactory(partner=acme.quillon.partner)
    assert queries_of(client, admin(acme, "leads/lead/")) == few
    assert few <= 20


def test_the_page_of_a_lead_shows_its_decision_with_every_partner(acme: VendorPeople, client: Client) -> None:
    with acme.scope():
        acme.quillon.partner.status = "inactive"
        acme.quillon.partner.save()
    lead = routed_lead(acme)
    client.force_login(acme.ana)
    page = text(client, change(acme, "leads/lead", lead.pk))
    assert "Larkspur Networks works" not in page
    assert "Offered to Larkspur Networks" in page
    assert "1 of 2 competed" in page
    assert "Quillon Networks" in page
    assert "Not active" in page
    assert "Zyzzyva Mills" in page
    assert "Give more time" not in page


def test_a_lead_in_review_shows_whom_the_engine_would_choose(acme: VendorPeople, client: Client) -> None:
    lead = lead_in_review(acme)
    client.force_login(acme.bob)
    page = text(client, change(acme, "leads/lead", lead.pk))
    assert "A person decides because of the lead" in page
    assert "The engine suggests" in page
    with acme.scope():
        assert not Offer.objects.exists()


def test_offering_by_hand_keeps_who_why_and_whom_the_engine_suggested(
    acme: VendorPeople, client: Client
) -> None:
    lead = lead_in_review(acme)
    client.force_login(acme.bob)
    answers = {"partner": acme.quillon.partner.pk, "reason": "They know the plant.", "ground": "customer"}
    response = client.post(admin(acme, f"leads/{lead.pk}/offer/"), answers)
    assert response["Location"] == change(acme, "leads/lead", lead.pk)
    with acme.scope():
        offer = Offer.objects.get(lead=lead)
        assert (offer.partner_id, offer.is_manual) == (acme.quillon.partner.pk, True)
        assert (offer.manual_reason, offer.decided_by_id) == ("They know the plant.", acme.bob.pk)
        assert offer.suggested_partner_id is not None
    page = text(client, change(acme, "leads/lead", lead.pk))
    assert "They know the plant." in page and "The customer asked for it or knows it." in page


def test_offering_by_hand_needs_a_reason(acme: VendorPeople, client: Client) -> None:
    lead = lead_in_review(acme)
    client.force_login(acme.bob)
    response = client.post(admin(acme, f"leads/{lead.pk}/offer/"), {"partner": acme.quillon.partner.pk})
    assert b"This field is required" in response.content
    wordless = {"partner": acme.quillon.partner.pk, "ground": "other", "reason": " "}
    assert "Say why: your colleagues see it." in client.post(response.request["PATH_INFO"], wordless).text
    assert fresh(acme, lead.pk).state == "review"


@pytest.mark.parametrize(
    ("act", "answers", "state"),
    [
        ("route-again", {}, "new"),
        ("nurture", {"reason": "Budget next year."}, "nurture"),
        ("close", {"how": "lost", "reason": "Bought elsewhere."}, "lost"),
        ("close", {"how": "duplicate", "reason": "The same as L1."}, "duplicate"),
        ("close", {"how": "spam", "reason": "Not a person."}, "lost"),
    ],
)
def test_a_lead_in_review_can_be_sent_elsewhere(
    acme: VendorPeople, client: Client, act: str, answers: dict[str, str], state: str
) -> None:
    lead = lead_in_review(acme)
    client.force_login(acme.bob)
    assert client.get(admin(acme, f"leads/{lead.pk}/{act}/")).status_code == 200
    assert fresh(acme, lead.pk).state == "review"
    assert client.post(admin(acme, f"leads/{lead.pk}/{act}/"), answers).status_code == 302
    assert fresh(acme, lead.pk).state == state
    with acme.scope():
        event = LeadEvent.objects.filter(lead=lead).latest("at")
        assert (event.actor_kind, event.actor_id) == ("user", acme.bob.pk)


def test_taking_a_lead_back_ends_the_offer(acme: VendorPeople, client: Client) -> None:
    lead = routed_lead(acme)
    client.force_login(acme.bob)
    answers = {"reason": "Sent by mistake.", "then": "review"}
    assert client.post(admin(acme, f"leads/{lead.pk}/withdraw/"), answers).status_code == 302
    assert fresh(acme, lead.pk).state == "review"
    with acme.scope():
        assert Offer.objects.get(lead=lead).state == "withdrawn"


def test_what_is_no_longer_possible_is_said_and_changes_nothing(acme: VendorPeople, client: Client) -> None:
    lead = routed_lead(acme)
    client.force_login(acme.bob)
    response = client.post(admin(acme, f"leads/{lead.pk}/nurture/"), {"reason": "Too late."})
    assert response.status_code == 200
    assert b"not waiting any more" in response.content
    assert fresh(acme, lead.pk).state == "offered"


def test_setting_a_lead_aside_tells_the_vendors_webhooks_once(acme: VendorPeople, client: Client) -> None:
    lead = lead_in_review(acme)
    client.force_login(acme.bob)
    for _again in range(2):
        client.post(admin(acme, f"leads/{lead.pk}/nurture/"), {"reason": "Later."})
    with acme.scope():
        assert LeadEvent.objects.filter(lead=lead, kind="lead.nurture").count() == 2
        assert Lead.objects.get(pk=lead.pk).state == "nurture"
        assert not OutboxMessage.objects.filter(event="lead.nurture", state="failed").exists()


def test_the_review_queue_names_the_reason(acme: VendorPeople, client: Client) -> None:
    lead_in_review(acme, company="Bluefin Labs")
    client.force_login(acme.bob)
    page = text(client, admin(acme, "review/"))
    assert "Bluefin Labs" in page
    assert "A person decides because of the lead" in page


def test_a_rule_that_holds_a_lead_back_still_leaves_the_engines_suggestion(
    acme: VendorPeople, client: Client
) -> None:
    held = {"field": "estimated_value", "op": "gte", "value": 1000}
    document = {
        "rules": [
            {"name": "Large", "when": {"all": [held]}, "then": "review", "reason": "high_value"},
            {"name": "Everything", "then": "route", "pool": "all"},
        ],
        "pools": {"all": {"method": "round_robin"}},
    }
    with acme.scope():
        PolicyVersionFactory(document=document)
    lead = lead_in_review(acme)
    client.force_login(acme.bob)
    page = text(client, change(acme, "leads/lead", lead.pk))
    assert "The engine’s suggestions, best first" in page
    client.post(
        admin(acme, f"leads/{lead.pk}/offer/"),
        {"partner": acme.quillon.partner.pk, "reason": "They know it.", "ground": "other"},
    )
    with acme.scope():
        assert Offer.objects.get(lead=lead).suggested_partner_id is not None


@pytest.mark.parametrize(
    ("act", "answers"),
    [
        ("close", {"how": "spam", "reason": "A robot wrote it."}),
        ("close", {"how": "lost", "reason": "A robot wrote it."}),
        ("withdraw", {"then": "review", "reason": "A robot wrote it."}),
    ],
)
def test_the_reason_stands_on_the_timeline_though_the_sealed_events_do_not_hold_it(
    acme: VendorPeople, client: Client, act: str, answers: dict[str, str]
) -> None:
    lead = routed_lead(acme)
    client.force_login(acme.bob)
    assert client.post(admin(acme, f"leads/{lead.pk}/{act}/"), answers).status_code == 302
    assert "because: A robot wrote it." in text(client, change(acme, "leads/lead", lead.pk))
    with acme.scope():
        assert not any("robot" in str(event.detail) for event in LeadEvent.objects.filter(lead=lead))
        assert Offer.objects.get(lead=lead).state == "withdrawn"


def test_more_time_is_given_in_the_vendors_own_time(acme: VendorPeople, client: Client) -> None:
    with acme.scope():
        Vendor.objects.filter(pk=acme.vendor.pk).update(time_zone="America/New_York")
    lead = routed_lead(acme)
    client.force_login(acme.bob)
    assert "The time is that of America/New York." in text(client, admin(acme, f"leads/{lead.pk}/extend/"))
    day = (clock.now() + timedelta(days=20)).date()
    answers = {"until_0": day.isoformat(), "until_1": "09:30"}
    assert client.post(admin(acme, f"leads/{lead.pk}/extend/"), answers).status_code == 302
    expected = datetime.combine(day, time(9, 30), ZoneInfo("America/New_York"))
    with acme.scope():
        assert Offer.objects.get(lead=lead).deadline_at == expected


def test_hundreds_of_partners_are_paged_and_found_by_name_and_reason(
    acme: VendorPeople, client: Client
) -> None:
    with acme.scope():
        PartnerFactory.create_batch(300, status="inactive")
        PartnerFactory(name="Wombat Wiring", status="inactive")
    lead = routed_lead(acme)
    client.force_login(acme.ana)
    url = change(acme, "leads/lead", lead.pk)
    page = text(client, url)
    assert "1–25 of 303" in page
    assert len(page) < 120_000
    assert "Wombat Wiring" in text(client, f"{url}?who=wombat")
    assert "Wombat Wiring" not in text(client, f"{url}?part=chosen")
    assert "No partner matches your search" in text(client, f"{url}?who=wombat&part=chosen")
    assert queries_of(client, url) <= 26


def test_leads_are_found_by_the_partner_that_has_them(acme: VendorPeople, client: Client) -> None:
    with acme.scope():
        OfferFactory(partner=acme.larkspur.partner, lead__company="Heron Press")
    client.force_login(acme.bob)
    found = admin(acme, "leads/lead/?holder=")
    assert "Heron Press" in text(client, f"{found}{acme.larkspur.partner.pk}")
    assert "Heron Press" not in text(client, f"{found}{acme.quillon.partner.pk}")
    assert "Heron Press" in text(client, f"{found}nobody")
