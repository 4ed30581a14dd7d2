"""Waiting leads become offers, review or nurture, with everything that belongs to it."""

from datetime import UTC, datetime, timedelta

import pytest

from leads.models import Lead
from partners.models import Absence, Partner, PartnerStatus
from prm.platform.outbox.models import OutboxMessage
from routing.batches.selectors.credits import credits_by_pool
from routing.engine import Decision, LeadFacts, PartnerTable, RoutingState, decide_batch
from routing.models import Batch, Offer, PartnerTableSnapshot, PoolCredits, Timer
from routing.models import Decision as DecisionRow
from routing.policies.selectors.published import compiled_version
from routing.policies.services.start_vendor import start_vendor
from tests.factories import LeadFactory, PartnerFactory, WorkingHoursFactory
from tests.people import VendorPeople
from tests.services.rounds import accept, decline, kinds, listen, offered, publish, route, state

pytestmark = pytest.mark.usefixtures("in_acme")


def test_a_waiting_lead_is_offered_with_its_terms_frozen(in_acme: VendorPeople) -> None:
    publish(sla={"accept_within": "4h", "max_offers": 3}, pool={"pause_after_missed": 2})
    offer = offered()
    assert offer.state == "offered"
    assert offer.deadline_at - offer.offered_at == timedelta(hours=4)
    assert (offer.max_offers, offer.pause_after_missed, offer.round) == (3, 2, 1)
    assert Timer.objects.get(offer=offer).fires_at == offer.deadline_at
    lead = Lead.objects.get(id=offer.lead_id)
    assert (lead.state, lead.offers_made, lead.offered_at) == ("offered", 1, offer.offered_at)
    assert kinds(lead) == ["offer.created"]


def test_a_routed_lead_is_announced_to_the_vendor_and_to_its_partner_blind(in_acme: VendorPeople) -> None:
    publish()
    listen()
    offered()
    [hook] = OutboxMessage.objects.filter(event="offer.created", channel="webhook")
    assert hook.payload["data"]["offer"]["state"] == "offered"
    mails = OutboxMessage.objects.filter(event="offer.created", channel="email")
    assert mails.count() == 2, "the admin and the rep of the one partner"
    assert all("zyzzyva" not in str(mail.payload).lower() for mail in mails)


def test_the_oldest_lead_is_routed_first(in_acme: VendorPeople, clock) -> None:
    publish()
    Partner.objects.exclude(id=in_acme.larkspur.partner.id).update(status=PartnerStatus.INACTIVE)
    Partner.objects.update(capacity=1)
    now = datetime.now(UTC)
    young = LeadFactory(received_at=now)
    old = LeadFactory(received_at=now - timedelta(hours=1))
    route()
    assert (state(old), state(young)) == ("offered", "review")


def test_two_leads_at_once_do_not_both_go_to_the_partner_with_one_place_left() -> None:
    publish()
    Partner.objects.update(capacity=1)
    leads = LeadFactory.create_batch(5)
    route()
    assert sorted(state(lead) for lead in leads) == ["offered"] * 2 + ["review"] * 3


def test_a_lead_nobody_can_take_is_in_review_loudly_with_the_reasons() -> None:
    publish(pool={"require": ["territory"]})
    listen()
    lead = LeadFactory(country="DE", region="", latitude=None, longitude=None, postal_code="")
    route()
    lead.refresh_from_db()
    assert (lead.state, lead.review_reason) == ("review", "no_eligible_partner")
    assert lead.review_since_at is not None
    assert kinds(lead) == ["lead.review"]
    hook = OutboxMessage.objects.get(event="lead.review", channel="webhook")
    assert hook.payload["data"]["kept_out"] == {"territory": 2}
    assert OutboxMessage.objects.filter(event="lead.review", channel="email").count() == 2, "Alice and Bob"


def test_a_lead_is_in_review_when_no_policy_is_published() -> None:
    lead = LeadFactory()
    route()
    lead.refresh_from_db()
    assert (lead.state, lead.review_reason) == ("review", "no_policy")


def test_a_rule_may_nurture() -> None:
    publish(rules=[{"name": "Not yet", "then": "nurture"}])
    lead = LeadFactory()
    route()
    assert (state(lead), kinds(lead)) == ("nurture", ["lead.nurture"])


def test_credits_of_a_pool_sum_to_exactly_zero_and_shares_are_even() -> None:
    publish()
    PartnerFactory.create_batch(5)
    LeadFactory.create_batch(50)
    route()
    assert sum(PoolCredits.objects.get().amounts) == 0
    counts = [Offer.objects.filter(partner=partner).count() for partner in Partner.objects.all()]
    assert max(counts) - min(counts) <= 1


def test_weights_are_kept_over_batches_of_any_size() -> None:
    publish(pool={"method": "weighted"})
    Partner.objects.filter(external_id="larkspur").update(weight=3)
    for size in (1, 2, 5, 1, 7, 4):
        LeadFactory.create_batch(size)
        route()
    assert Offer.objects.filter(partner__external_id="larkspur").count() == 15


def test_a_partner_changed_a_moment_ago_is_seen_as_it_is_now(in_acme: VendorPeople) -> None:
    publish()
    larkspur, quillon = in_acme.larkspur.partner, in_acme.quillon.partner
    offered()
    for leaver, stayer in ((larkspur, quillon), (quillon, larkspur)):
        Partner.objects.filter(id=leaver.id).update(status="inactive")
        Partner.objects.filter(id=stayer.id).update(status="active")
        assert offered().partner_id == stayer.id
        assert offered().partner_id == stayer.id
    Partner.objects.filter(id=quillon.id).update(status="active")
    Absence.objects.create(partner=larkspur, starts_on="2020-01-01", ends_on="2099-01-01")
    assert offered().partner_id == quillon.id
    Absence.objects.all().delete()
    assert {offered().partner_id, offered().partner_id} == {larkspur.id, quillon.id}


def test_a_partner_made_after_the_last_batch_is_in_the_next() -> None:
    publish()
    offered()
    newcomer = PartnerFactory()
    assert newcomer.id in {offered().partner_id for _ in range(3)}


def test_decisions_share_one_partner_table_snapshot_until_it_changes() -> None:
    publish()
    offered()
    offered()
    assert (Batch.objects.count(), PartnerTableSnapshot.objects.count()) == (2, 1)
    PartnerFactory()
    offered()
    assert PartnerTableSnapshot.objects.count() == 2


def test_a_stored_batch_can_be_decided_again_to_the_same_bytes() -> None:
    version = publish(pool={"method": "weighted", "max_per_account": 2}, cooldown="1h")
    PartnerFactory.create_batch(3, weight=2, capacity=3)
    LeadFactory.create_batch(7)
    route()
    decline(Offer.objects.order_by("id")[0])
    LeadFactory.create_batch(3)
    route()
    for batch in Batch.objects.all():
        partner_table = PartnerTable.restore(bytes(batch.partner_table.body))
        routing_state = RoutingState.restore(bytes(batch.routing_state), partner_table)
        rows = DecisionRow.objects.filter(batch=batch).order_by("position")
        facts = [LeadFacts.from_json(row.lead_facts) for row in rows]
        again = decide_batch(facts, compiled_version(version), partner_table, routing_state, batch.decided_at)
        assert [decision.encode() for decision in again] == [bytes(row.body) for row in rows]
        assert Decision.decode(bytes(rows[0].body), partner_table).lead_id == str(rows[0].lead_id)


def test_stored_facts_hold_no_personal_data() -> None:
    publish()
    LeadFactory(custom={"secret": "zyzzyva", "size": 3}, account_key="mills.example.com")
    route()
    stored = DecisionRow.objects.get()
    assert "zyzzyva" not in (str(stored.lead_facts) + repr(bytes(stored.body))).lower()


def test_the_custom_fields_a_policy_reads_are_kept_with_the_decision() -> None:
    when = {"all": [{"field": "custom.size", "op": "gte", "value": 3}]}
    publish(rules=[{"name": "Big", "when": when, "then": "review"}, {"name": "Rest", "then": "nurture"}])
    lead = LeadFactory(custom={"secret": "zyzzyva", "size": 3})
    route()
    assert state(lead) == "review"
    assert DecisionRow.objects.get().lead_facts["custom"] == {"size": 3}


def test_a_value_in_another_currency_counts_as_unknown_and_is_flagged() -> None:
    flagged = {"all": [{"field": "flags", "op": "includes", "value": "foreign_currency"}]}
    rules = [{"name": "Foreign", "when": flagged, "then": "review"}, {"name": "Rest", "then": "nurture"}]
    publish(rules=rules)
    foreign, own = LeadFactory(currency="JPY"), LeadFactory(currency="USD")
    route()
    assert (state(foreign), state(own)) == ("review", "nurture")


def test_an_offer_waits_for_the_next_open_hour_and_its_window_starts_then(
    in_acme: VendorPeople, clock
) -> None:
    clock.set(datetime(2026, 3, 7, 12, 0, tzinfo=UTC))  # a Saturday
    publish(pool={"deliver": "next_open_hour"}, sla={"accept_within": "4h", "clock": "business"})
    listen()
    Partner.objects.update(time_zone="America/Chicago")
    for person in (in_acme.larkspur, in_acme.quillon):
        WorkingHoursFactory(partner=person.partner, weekday=0, opens_at_minute=600, closes_at_minute=720)
        WorkingHoursFactory(partner=person.partner, weekday=1, opens_at_minute=600, closes_at_minute=720)
    offer = offered()
    assert offer.offered_at == datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
    assert offer.visible_at == datetime(2026, 3, 9, 15, 0, tzinfo=UTC), (
        "10:00 in Chicago, after the clocks changed"
    )
    assert offer.deadline_at == datetime(2026, 3, 10, 17, 0, tzinfo=UTC), (
        "two hours on Monday, two on Tuesday"
    )
    mail = OutboxMessage.objects.filter(channel="email").first()
    assert mail is not None
    assert mail.next_attempt_at == offer.visible_at
    hook = OutboxMessage.objects.get(channel="webhook")
    assert hook.next_attempt_at == offer.offered_at


def test_a_daily_limit_is_counted_in_the_partners_own_day(in_acme: VendorPeople, clock) -> None:
    clock.set(datetime(2026, 6, 10, 23, 30, tzinfo=UTC))
    publish()
    Partner.objects.filter(external_id="quillon").update(status="inactive")
    Partner.objects.filter(external_id="larkspur").update(daily_cap=1, time_zone="Asia/Tokyo")
    offered()
    second = LeadFactory()
    route()
    assert state(second) == "review", "it is the eleventh in Tokyo for hours to come"
    clock.set(datetime(2026, 6, 11, 15, 30, tzinfo=UTC))
    assert offered().partner_id == in_acme.larkspur.partner.id


def test_a_partner_that_holds_an_account_gets_its_next_lead(in_acme: VendorPeople) -> None:
    publish()
    first = accept(offered(account_key="mills.example.com"))
    later = [offered(account_key="mills.example.com").partner_id for _ in range(3)]
    assert later == [first.partner_id] * 3


def test_credit_of_a_partner_that_no_longer_exists_goes_to_the_others(in_acme: VendorPeople) -> None:
    publish()
    ghosts = PartnerFactory.create_batch(4)
    offered()
    unserved = [ghost.id for ghost in ghosts if not Offer.objects.filter(partner=ghost).exists()]
    owed = credits_by_pool()["all"]
    assert all(owed[str(ghost_id)] > 0 for ghost_id in unserved)
    Partner.objects.filter(id__in=unserved).delete()
    offered()
    owed = credits_by_pool()["all"]
    assert not set(map(str, unserved)) & set(owed)
    assert sum(owed.values()) == 0


def test_starting_a_vendor_twice_changes_nothing(in_acme: VendorPeople) -> None:
    first, second = start_vendor(), start_vendor()
    assert first.id == second.id
    assert offered().state == "offered"
