"""What a partner missed: every lead of the period, counted once, by its own reasons."""

from datetime import timedelta

import pytest
from django.test import Client

from leads.models import DeclineReason
from partners.models import Partner
from prm.platform import clock as product_clock
from routing.batches.services.route_leads import route_waiting_leads
from routing.misses.selectors.missed import Missed, MissedFor, missed_by
from routing.models import MissedDay, Offer, UncountedDecision
from routing.offers.services.decline_offer import decline_offer
from routing.shares.services.count_shares import count_shares
from tests.factories import PartnerFactory
from tests.people import VendorPeople
from tests.policies.documents import simple
from tests.policies.routed import publish, route


def missed(partner: Partner) -> Missed:
    today = product_clock.now().date()
    return missed_by(partner_id=partner.id, since_on=today - timedelta(days=30), until_on=today)


@pytest.fixture
def full(in_acme: VendorPeople) -> Partner:
    partner = PartnerFactory(name="Third Networks", email="leads@third.example.com", capacity=0)
    publish(in_acme, simple())
    return partner


def test_reasons_are_counted_over_every_lead(in_acme: VendorPeople, full: Partner) -> None:
    route(in_acme, 6)
    assert missed(full) == Missed(6, 0, (MissedFor("capacity", 6, 6, 6),))


def test_a_lead_with_two_reasons_counts_for_both_and_for_neither_alone(
    in_acme: VendorPeople, full: Partner
) -> None:
    route(in_acme, 2)
    Partner.objects.filter(id=full.id).update(paused_at=product_clock.now())
    route(in_acme, 3)
    assert missed(full).reasons == (MissedFor("capacity", 5, 2, 2), MissedFor("paused_missed", 3, 0, 0))


def test_where_it_was_anothers_turn_no_reason_is_counted(in_acme: VendorPeople, full: Partner) -> None:
    route(in_acme, 4)
    own = in_acme.larkspur.partner
    received = Offer.objects.filter(partner_id=own.id).count()
    assert missed(own) == Missed(4 - received, 4 - received, ())


def test_counting_changes_where_figures_come_from_and_nothing_else(
    in_acme: VendorPeople, full: Partner
) -> None:
    route(in_acme, 4)
    before = missed(full)
    count_shares(vendor_id=in_acme.vendor.id)
    assert not UncountedDecision.objects.exists() and MissedDay.objects.exists()
    assert missed(full) == before
    route(in_acme, 3)
    assert missed(full).leads == 7
    count_shares(vendor_id=in_acme.vendor.id)
    assert missed(full).leads == 7


def test_a_lead_that_is_decided_again_is_missed_once(in_acme: VendorPeople, full: Partner) -> None:
    route(in_acme, 1)
    offer = Offer.objects.get()
    assert offer.partner_id is not None
    decline_offer(
        offer_id=offer.id,
        partner_id=offer.partner_id,
        reason=DeclineReason.objects.create(slug="busy", name="Busy").slug,
        actor=in_acme.alice_actor,
    )
    assert route_waiting_leads(vendor_id=in_acme.vendor.id) == 1
    assert missed(full).leads == 1


def test_leads_out_of_its_reach_are_not_told(in_acme: VendorPeople, full: Partner) -> None:
    Partner.objects.filter(id=full.id).update(status="inactive")
    route(in_acme, 2)
    assert missed(full) == Missed(0, 0, ())


def test_the_api_tells_a_partner_its_own_and_the_vendor_anybodys(
    in_acme: VendorPeople, full: Partner, client: Client
) -> None:
    route(in_acme, 4)
    told = client.get("/api/v1/missed-leads/", {"partner": str(full.id)}, headers=in_acme.bearer).json()
    assert (told["leads"], told["turns"]) == (4, 0)
    [reason] = told["reasons"]
    assert (reason["code"], reason["leads"], reason["alone"]) == ("capacity", 4, 4)
    assert reason["words"].startswith("You had as many open leads")
    own = client.get(
        "/api/v1/missed-leads/", {"partner": str(full.id)}, headers=in_acme.larkspur.bearer
    ).json()
    assert own["leads"] == own["turns"] != 4
    wrong = client.get(
        "/api/v1/missed-leads/", {"days": "0", "partner": str(full.id)}, headers=in_acme.bearer
    )
    assert wrong.status_code == 400 and wrong.json()["errors"][0]["field"] == "days"


def test_the_page_names_each_reason_with_what_helps(in_acme: VendorPeople, client: Client) -> None:
    Partner.objects.filter(id=in_acme.larkspur.partner.id).update(capacity=0)
    publish(in_acme, simple())
    route(in_acme, 3)
    client.force_login(in_acme.larkspur.rep)
    page = client.get(f"/{in_acme.vendor.slug}/portal/fairness/why-not/").content.decode()
    assert "3 leads in your territory and groups went to other partners" in " ".join(page.split())
    assert "Raise your limit from 0 to 3, or close leads that are done" in page
    assert page.count("data-reason") == 1
