"""Shares: entitled, received, how far apart, and nothing of a rival for a partner."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.services.save_exchange_rate import add_exchange_rate
from partners.models import Partner, TierRequirement
from prm.platform import clock as product_clock
from routing.models import Offer, ShareDay, UncountedDecision
from routing.offers.services.decline_offer import decline_offer
from routing.offers.services.offer_manually import offer_manually
from routing.offers.services.withdraw_offer import withdraw_offer
from routing.paths.selectors.tier_progress import tier_progress
from routing.shares.selectors.share import share_of_partner, share_report
from routing.shares.services.count_shares import count_shares
from tests.factories import LeadFactory, OfferFactory, PartnerFactory, TierFactory
from tests.policies.documents import simple
from tests.policies.routed import publish, route


def this_month():
    today = product_clock.now().date()
    return {"since_on": today - timedelta(days=30), "until_on": today}


def report(**asked):
    [pool] = share_report(**this_month(), **asked)
    return pool


def lines(pool):
    return {row.name: (row.entitled, row.received, row.contests) for row in pool.rows}


@pytest.fixture
def three(in_acme):
    PartnerFactory(name="Third Networks")
    publish(in_acme, simple())


def test_entitled_and_received_add_up_to_the_leads(in_acme, three):
    route(in_acme, 10)
    pool = report()
    assert (pool.pool, pool.leads) == ("everyone", 10)
    assert sum(row.received for row in pool.rows) == pytest.approx(10)
    assert [row.entitled for row in pool.rows] == pytest.approx([10 / 3] * 3)
    assert sorted(row.received for row in pool.rows) == pytest.approx([3, 3, 4])
    assert pool.largest_deviation <= pool.bound.ahead + 1e-6
    assert pool.bound.all_compete and pool.bound.ahead == pytest.approx(2 / 3)
    assert pool.bound.words.startswith("All partners here competed for every lead")


def test_owed_now_is_what_is_entitled_and_not_received(in_acme, three):
    route(in_acme, 10)
    for row in report().rows:
        assert row.owed_now == pytest.approx(row.entitled - row.received, abs=1e-5)


def test_counting_changes_where_figures_come_from_and_nothing_else(in_acme, three):
    route(in_acme, 7)
    before = report()
    assert UncountedDecision.objects.count() == 7
    assert count_shares(vendor_id=in_acme.vendor.id) == 7
    assert not UncountedDecision.objects.exists() and ShareDay.objects.count() == 1
    assert report() == before
    route(in_acme, 5)
    mixed = report()
    assert mixed.leads == 12
    count_shares(vendor_id=in_acme.vendor.id, limit=2)
    assert report() == mixed
    count_shares(vendor_id=in_acme.vendor.id)
    assert report() == mixed


def test_where_eligibility_changes_the_sentence_says_so(in_acme, three):
    route(in_acme, 4)
    Partner.objects.filter(name="Third Networks").update(status="inactive")
    route(in_acme, 4)
    pool = report()
    assert not pool.bound.all_compete
    assert "changes from lead to lead" in pool.bound.words
    assert lines(pool)["Third Networks"][2] == 4


def test_a_bound_for_all_is_promised_only_where_all_have_always_competed(in_acme, three, clock):
    third = Partner.objects.filter(name="Third Networks")
    third.update(status="inactive")
    route(in_acme, 2)
    count_shares(vendor_id=in_acme.vendor.id)
    third.update(status="active")
    clock.move(days=2)
    route(in_acme, 3)
    today = product_clock.now().date()
    for _ in ("not counted yet", "counted"):
        [pool] = share_report(since_on=today, until_on=today)
        assert {row.contests for row in pool.rows} == {3}
        assert "changes from lead to lead" in pool.bound.words
        count_shares(vendor_id=in_acme.vendor.id)


def test_a_turn_paid_back_counts_for_nobody(in_acme, three):
    route(in_acme, 3)
    before = report()
    count_shares(vendor_id=in_acme.vendor.id)
    offer = Offer.objects.first()
    withdraw_offer(offer_id=offer.id, actor=in_acme.alice_actor, reason="Sent by mistake", then="review")
    after = report()
    assert after.leads == before.leads - 1
    assert sum(row.received for row in after.rows) == pytest.approx(2)
    for row in after.rows:
        assert row.owed_now == pytest.approx(row.entitled - row.received, abs=1e-5)


def test_a_decision_by_hand_is_told_apart(in_acme, three):
    route(in_acme, 3)
    lead = LeadFactory(state="review")
    offer_manually(
        lead_id=lead.id,
        partner_id=in_acme.larkspur.partner.id,
        actor=in_acme.alice_actor,
        reason="They asked",
    )
    pool = report()
    assert (pool.automatic, pool.manual) == (3, 1)
    row = next(row for row in pool.rows if row.name == "Larkspur Networks")
    assert (row.manual, row.offers, row.received) == (1, 2, 1)


def test_acceptance_is_of_what_was_answered_or_missed(in_acme, three):
    route(in_acme, 3)
    offer = Offer.objects.get(partner=in_acme.larkspur.partner)
    decline_offer(
        offer_id=offer.id,
        partner_id=offer.partner_id,
        actor=in_acme.larkspur.rep_actor,
        reason=_a_reason(),
    )
    own = share_of_partner(partner_id=offer.partner_id, **this_month())
    assert (own.offers.declined, own.acceptance) == (1, 0.0)
    other = share_of_partner(partner_id=in_acme.quillon.partner.id, **this_month())
    assert other.acceptance is None


def _a_reason():
    from leads.models import DeclineReason

    return DeclineReason.objects.create(slug="too-small", name="Too small").slug


def test_a_partner_sees_its_own_figures_and_of_others_only_how_many(in_acme, three):
    route(in_acme, 9)
    own = share_of_partner(partner_id=in_acme.larkspur.partner.id, **this_month())
    [pool] = own.pools
    assert (pool.entitled, pool.received, pool.competitors) == (3, 3, 2)
    assert pool.usual_acceptance is None
    told = json.dumps(own.as_dict(), default=str).lower()
    for rival in (in_acme.quillon.partner, Partner.objects.get(name="Third Networks")):
        assert rival.name.split()[0].lower() not in told and str(rival.id) not in told
    assert sum(week.received for week in own.weeks) == 3


def test_who_was_entitled_and_got_nothing_is_starved(in_acme, three):
    route(in_acme, 9)
    count_shares(vendor_id=in_acme.vendor.id)
    day = ShareDay.objects.get()
    day.received = [0, *day.received[1:]]
    day.save()
    pool = report()
    assert pool.starved == [str(day.partner_ids[0])]
    assert pool.jain < 1 and pool.gini > 0


def test_days_outside_the_time_asked_for_do_not_count(in_acme, three):
    route(in_acme, 3)
    today = product_clock.now().date()
    assert share_report(since_on=today - timedelta(days=9), until_on=today - timedelta(days=2)) == []
    count_shares(vendor_id=in_acme.vendor.id)
    assert share_report(since_on=today - timedelta(days=9), until_on=today - timedelta(days=2)) == []


def test_days_are_the_vendors_own(in_acme, three, clock):
    in_acme.vendor.time_zone = "Pacific/Auckland"
    in_acme.vendor.save()
    clock.set(datetime(2026, 3, 10, 20, tzinfo=UTC))  # already the 11th in Auckland
    route(in_acme)
    for _ in ("not counted yet", "counted"):
        assert share_report(since_on=date(2026, 3, 10), until_on=date(2026, 3, 10)) == []
        [pool] = share_report(since_on=date(2026, 3, 11), until_on=date(2026, 3, 11))
        assert (pool.leads, pool.automatic) == (1, 1)
        count_shares(vendor_id=in_acme.vendor.id)


def test_the_report_takes_few_queries(in_acme, three):
    route(in_acme, 9)
    count_shares(vendor_id=in_acme.vendor.id)
    with CaptureQueriesContext(connection) as queries:
        share_report(**this_month())
    assert len(queries) <= 8


def test_another_vendors_shares_are_not_counted(in_acme, globex, three):
    route(in_acme, 3)
    with globex.scope():
        assert share_report(**this_month()) == []
        assert count_shares(vendor_id=globex.vendor.id) == 0
    assert report().leads == 3


def test_the_next_tier_is_told_by_its_middle_and_never_by_one_member(in_acme):
    platinum = TierFactory(slug="platinum")
    PartnerFactory.create_batch(2, tier=platinum, training_score=0.8)
    progress = tier_progress(partner_id=in_acme.larkspur.partner.id)
    assert (progress.tier, progress.next_tier) == ("Gold", "Platinum")
    assert all(measure.usual is None for measure in progress.measures)
    PartnerFactory(tier=platinum, training_score=0.9)
    progress = tier_progress(partner_id=in_acme.larkspur.partner.id)
    training = next(measure for measure in progress.measures if measure.name == "training")
    assert (training.own, training.usual, training.is_reached) == (0, 80, False)
    assert not progress.has_requirements


def test_what_is_missing_for_the_next_tier_is_told_in_figures(in_acme, clock):
    platinum = TierFactory(slug="platinum")
    asked = {"certifications": 3, "won": 2, "revenue": 90_000, "first_action_hours": 4, "training": 0}
    for measure, threshold in asked.items():
        TierRequirement.objects.create(tier=platinum, measure=measure, threshold=threshold)
    larkspur = in_acme.larkspur.partner
    add_exchange_rate(currency="EUR", rate=Decimal(2), valid_from_on=date(2000, 1, 1))
    for currency, value in (("USD", 30_000), ("EUR", 10_000), ("JPY", 10_000)):
        OfferFactory(
            lead=LeadFactory(currency=currency), partner=larkspur, state="closed", outcome="won",
            outcome_value=value, closed_at=clock.now() - timedelta(days=40),
        )  # fmt: skip
    progress = tier_progress(partner_id=larkspur.id)
    found = {measure.name: measure for measure in progress.measures}
    assert found["revenue"].own == 50_000
    assert progress.missing == [
        f"Certifications held: {3 - int(found['certifications'].own or 0)} more",
        "Value won in a year: 40,000 more",
        "Hours to the first action: 4 required, no value for you yet",
    ]
    assert (found["won"].is_reached, found["training"].is_reached) == (True, True)
    assert found["specialisations"].is_reached is None  # not asked for
