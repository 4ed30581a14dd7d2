"""What happens by itself: expiry, warning, revocation, escalation, pauses, and claims."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.models import Lead
from partners.models import Partner
from partners.services.unpause_partner import unpause_partner
from prm.platform.errors import NotPossible
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.models import Membership
from routing.batches.selectors.credits import credits_by_pool
from routing.models import Offer, OfferInvitee, Timer
from routing.offers.services.update_offer import update_offer
from tests.factories import LeadFactory, PartnerFactory
from tests.people import VendorPeople
from tests.services.rounds import (
    PERSON,
    accept,
    accepted,
    decline,
    kinds,
    listen,
    live,
    offered,
    publish,
    route,
    state,
    sweep,
)

pytestmark = pytest.mark.usefixtures("in_acme")


def test_an_ignored_lead_expires_and_goes_on_until_it_is_in_review(clock) -> None:
    publish(sla={"accept_within": "30s", "max_offers": 3})
    PartnerFactory.create_batch(3)
    lead = LeadFactory()
    for _ in range(3):
        route()
        clock.move(seconds=30)
        assert sweep() == 1
    route()
    lead.refresh_from_db()
    assert (lead.state, lead.review_reason, lead.offers_made) == ("review", "max_offers_reached", 3)
    assert kinds(lead) == ["offer.created", "offer.expired"] * 3 + ["lead.review"]
    offers = Offer.objects.filter(lead=lead)
    assert len({offer.partner_id for offer in offers}) == 3
    assert {offer.state for offer in offers} == {"expired"}


def test_a_sweep_run_twice_does_everything_once(clock) -> None:
    publish()
    listen()
    offer = offered()
    clock.move(hours=24)
    assert (sweep(), sweep()) == (1, 0)
    assert kinds(offer.lead).count("offer.expired") == 1
    assert OutboxMessage.objects.filter(event="offer.expired", channel="webhook").count() == 1
    assert Partner.objects.get(id=offer.partner_id).missed_windows == 1


def test_an_expiry_counts_as_a_turn(clock) -> None:
    publish()
    offered()
    owed = credits_by_pool()
    clock.move(hours=24)
    sweep()
    assert credits_by_pool() == owed


def test_a_silent_holder_is_warned_once_and_then_loses_the_lead(clock) -> None:
    publish()
    listen()
    offer = accepted()
    owed = credits_by_pool()
    clock.move(hours=24)
    sweep()
    sweep()
    assert kinds(offer.lead).count("offer.warned") == 1
    assert OutboxMessage.objects.filter(event="offer.warned", channel="email").exists()
    clock.move(hours=24)
    sweep()
    offer.refresh_from_db()
    assert (offer.state, state(offer.lead)) == ("revoked", "new")
    assert credits_by_pool() == owed, "a revocation was a turn"
    route()
    assert live(offer.lead).partner_id != offer.partner_id


def test_a_report_in_time_begins_the_silence_anew(clock) -> None:
    publish()
    offer = accepted()
    for _ in range(5):
        clock.move(hours=23)
        update_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON, note="Spoke again.")
        assert sweep() == 0
    clock.move(hours=24)
    sweep()
    offer.refresh_from_db()
    assert offer.warned_at == clock.now()


def test_what_is_no_work_for_the_customer_moves_no_deadline(clock, in_acme: VendorPeople) -> None:
    publish()
    offer = accepted()
    colleague = Membership.objects.filter(partner_id=offer.partner_id).first()
    due = offer.update_due_at
    for plan in (
        {"status": "proposal"},
        {"assignee_id": colleague.id},
        {"next_action": "Call", "next_action_on": date(2030, 1, 5)},
    ):
        clock.move(hours=5)
        moved = update_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON, **plan)
        assert moved.update_due_at == due
    worked = update_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON, first_action="call")
    assert worked.update_due_at == clock.now() + timedelta(hours=48)


def test_a_timer_of_an_answered_offer_does_nothing(clock) -> None:
    publish()
    offer = offered()
    decline(offer)
    Timer.objects.filter(offer=offer).update(fired_at=None)
    clock.move(hours=25)
    sweep()
    offer.refresh_from_db()
    assert offer.state == "declined"


def test_a_partner_is_paused_after_missing_as_many_windows_in_a_row_as_its_pool_allows(
    in_acme: VendorPeople, clock
) -> None:
    publish(pool={"pause_after_missed": 2}, sla={"accept_within": "1h"})
    Partner.objects.filter(external_id="quillon").update(status="inactive")
    larkspur = in_acme.larkspur.partner
    for _ in range(2):
        offered()
        clock.move(hours=1)
        sweep()
    larkspur.refresh_from_db()
    assert larkspur.paused_at == clock.now()
    assert OutboxMessage.objects.filter(event="partner.paused", channel="email").count() == 4
    lead = LeadFactory()
    route()
    assert state(lead) == "review"
    unpause_partner(partner_id=larkspur.id, actor=PERSON)
    assert offered().partner_id == larkspur.id
    with pytest.raises(NotPossible):
        unpause_partner(partner_id=larkspur.id, actor=PERSON)


def test_a_lead_left_in_review_is_escalated_to_the_named_person_once(clock) -> None:
    publish(
        rules=[
            {
                "name": "Ask",
                "then": "review",
                "escalate": {"after": "2h", "to": "head-of-channel@example.com"},
            }
        ]
    )
    listen()
    lead = LeadFactory()
    route()
    clock.move(hours=2)
    sweep()
    sweep()
    assert kinds(lead) == ["lead.review", "lead.escalated"]
    hook = OutboxMessage.objects.get(event="lead.escalated", channel="webhook")
    assert hook.payload["data"]["to"] == "head-of-channel@example.com"


def test_an_escalation_is_mailed_to_the_named_member_alone(in_acme: VendorPeople, clock) -> None:
    rule = {"name": "Ask", "then": "review", "escalate": {"after": "2h", "to": in_acme.bob.email.upper()}}
    publish(rules=[rule])
    LeadFactory()
    route()
    clock.move(hours=2)
    sweep()
    mails = OutboxMessage.objects.filter(event="lead.escalated", channel="email")
    assert [mail.receiver for mail in mails] == [in_acme.bob.email]


def test_leads_of_several_rules_are_each_escalated_to_whom_their_rule_names(clock) -> None:
    at_fair = {"all": [{"field": "source", "op": "eq", "value": "fair"}]}
    publish(
        escalate={"after": "2h", "to": "everybody@example.com"},
        rules=[
            {
                "name": "Fair",
                "when": at_fair,
                "then": "review",
                "escalate": {"after": "2h", "to": "fair@example.com"},
            },
            {"name": "Rest", "then": "review"},
        ],
    )
    listen()
    met, other = LeadFactory(source="fair"), LeadFactory()
    route()
    clock.move(hours=2)
    sweep()
    hooks = OutboxMessage.objects.filter(event="lead.escalated", channel="webhook")
    told = {str(hook.lead_id): hook.payload["data"]["to"] for hook in hooks}
    assert told == {str(met.id): "fair@example.com", str(other.id): "everybody@example.com"}


def test_whom_to_name_takes_no_more_reads_for_more_leads_in_review(clock) -> None:
    rule = {"name": "Ask", "then": "review", "escalate": {"after": "2h", "to": "head@example.com"}}
    publish(rules=[rule])
    reads = [_reads_of_rules(clock, leads=count) for count in (1, 1, 5)]
    assert reads[1] == reads[2] > 0


def _reads_of_rules(clock, *, leads: int) -> int:
    """How many statements of a sweep read which rules so many leads met."""
    LeadFactory.create_batch(leads)
    route()
    clock.move(hours=2)
    with CaptureQueriesContext(connection) as captured:
        assert sweep() == leads
    return sum("rule_name" in query["sql"] for query in captured)


def test_a_lead_that_left_review_in_time_is_not_escalated(in_acme: VendorPeople, clock) -> None:
    from routing.offers.services.offer_manually import offer_manually

    rule = {"name": "Ask", "then": "review", "escalate": {"after": "2h", "to": "head@example.com"}}
    publish(rules=[rule])
    lead = LeadFactory()
    route()
    offer_manually(lead_id=lead.id, partner_id=in_acme.larkspur.partner.id, actor=PERSON, reason="Mine")
    clock.move(hours=3)
    sweep()
    assert "lead.escalated" not in kinds(lead)


# Claims


def claim(**pool: object) -> Offer:
    publish(pool={"method": "claim", "claim": {"invite": 3}, **pool})
    PartnerFactory.create_batch(3)
    return offered()


def invited(offer: Offer) -> list[Partner]:
    return [row.partner for row in OfferInvitee.objects.filter(offer=offer).select_related("partner")]


def test_the_first_of_those_invited_to_accept_has_the_lead() -> None:
    offer = claim()
    assert (offer.is_claim, offer.partner_id) == (True, None)
    first, second, third = invited(offer)
    accept(offer, first)
    offer.refresh_from_db()
    assert (offer.partner_id, offer.state) == (first.id, "accepted")
    with pytest.raises(NotPossible) as refused:
        accept(offer, second)
    assert refused.value.code == "taken"
    with pytest.raises(NotPossible) as refused:
        decline(offer, third)
    assert refused.value.code == "taken"


def test_a_claim_goes_on_when_all_invited_have_declined() -> None:
    offer = claim()
    for partner in invited(offer):
        assert state(offer.lead) == "offered"
        decline(offer, partner)
    assert state(offer.lead) == "new"
    route()
    again = live(offer.lead)
    assert not {p.id for p in invited(again)} & {p.id for p in invited(offer)}


def test_one_who_declined_a_claim_cannot_take_it_after_all() -> None:
    offer = claim()
    first, *_ = invited(offer)
    decline(offer, first)
    with pytest.raises(NotPossible) as refused:
        accept(offer, first)
    assert refused.value.code == "not_offered"


def test_an_unclaimed_lead_expires_and_nobody_has_missed_a_window(clock) -> None:
    offer = claim()
    clock.move(hours=24)
    sweep()
    offer.refresh_from_db()
    assert (offer.state, state(offer.lead)) == ("expired", "new")
    assert not Partner.objects.filter(missed_windows__gt=0).exists()


def test_a_claim_beyond_ones_capacity_is_refused() -> None:
    offer = claim()
    first, *_ = invited(offer)
    Partner.objects.filter(id=first.id).update(capacity=0)
    with pytest.raises(NotPossible) as refused:
        accept(offer, first)
    assert refused.value.code == "at_capacity"


def test_invitations_to_claims_are_limited_a_day(clock) -> None:
    publish(pool={"method": "claim", "claim": {"invite": 2, "per_day": 1}})
    offered()
    second = LeadFactory()
    route()
    assert state(second) == "review"
    clock.move(days=1)
    assert Lead.objects.get(id=second.id).review_reason == "no_eligible_partner"
    assert offered().is_claim


def test_a_revoked_claim_is_over_for_its_holder_and_goes_to_others(clock) -> None:
    offer = claim()
    accept(offer, invited(offer)[0])
    clock.move(hours=24)
    sweep()
    clock.move(hours=24)
    sweep()
    assert state(offer.lead) == "new"
    assert Timer.objects.filter(offer=offer, fired_at=None).count() == 0
    assert clock.now() - Offer.objects.get(id=offer.id).closed_at == timedelta(0)
