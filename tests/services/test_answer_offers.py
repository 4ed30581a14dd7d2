"""Partners accept, decline, report and close; the vendor extends, withdraws and decides by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from leads.models import Lead, LeadEvent, LeadState, Note
from partners.models import Partner, PartnerStatus
from prm.platform.errors import InvalidInput, NotFound, NotPossible
from prm.platform.ids import new_id
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.models import Membership
from routing.batches.selectors.credits import credits_by_pool
from routing.models import Offer, Timer
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.ask_more_time import ask_more_time
from routing.offers.services.close_offer import close_offer
from routing.offers.services.decline_offer import decline_offer
from routing.offers.services.end_lead import end_lead
from routing.offers.services.extend_offer import extend_offer
from routing.offers.services.offer_manually import offer_manually
from routing.offers.services.reopen_offer import reopen_offer
from routing.offers.services.update_offer import update_offer
from routing.offers.services.withdraw_offer import withdraw_offer
from routing.review.services.route_again import route_again
from routing.review.services.send_to_review import send_to_review
from routing.review.services.suggest_partner import suggest_partner
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


def pending(offer: Offer) -> dict[str, object]:
    rows = Timer.objects.filter(offer=offer, fired_at=None)
    return {timer.kind: timer.fires_at for timer in rows}


def code_of(error: pytest.ExceptionInfo[NotPossible]) -> str:
    return error.value.code


# Accepting


def test_accepting_makes_the_offer_an_assignment_and_counts_silence(clock) -> None:
    publish()
    offer = offered()
    clock.move(hours=1)
    accept(offer)
    offer.refresh_from_db()
    assert (offer.state, offer.work_status, offer.accepted_at) == ("accepted", "to_contact", clock.now())
    assert pending(offer) == {
        "warn": clock.now() + timedelta(hours=24),
        "revoke": clock.now() + timedelta(hours=48),
    }
    assert offer.update_due_at == clock.now() + timedelta(hours=48)
    lead = Lead.objects.get(id=offer.lead_id)
    assert (lead.state, lead.accepted_at) == ("accepted", clock.now())
    assert kinds(lead) == ["offer.created", "offer.accepted"]


def test_a_late_accept_fails_even_before_the_sweep_and_changes_nothing(clock) -> None:
    publish(sla={"accept_within": "1h"})
    offer = offered()
    clock.move(hours=1)
    before = (LeadEvent.objects.count(), pending(offer))
    with pytest.raises(NotPossible) as refused:
        accept(offer)
    assert code_of(refused) == "deadline_passed"
    offer.refresh_from_db()
    assert offer.state == "offered", "the sweep's to end"
    assert (LeadEvent.objects.count(), pending(offer)) == before
    sweep()
    with pytest.raises(NotPossible) as refused:
        accept(offer)
    assert code_of(refused) == "deadline_passed"


def test_an_accept_in_the_last_instant_holds(clock) -> None:
    publish(sla={"accept_within": "1h"})
    offer = offered()
    clock.move(seconds=3599)
    assert accept(offer).state == "accepted"


def test_someone_elses_offer_is_not_found(in_acme: VendorPeople) -> None:
    publish()
    offer = offered()
    other = Partner.objects.exclude(id=offer.partner_id).get()
    for partner_id in (other.id, new_id()):
        with pytest.raises(NotFound):
            decline_offer(offer_id=offer.id, partner_id=partner_id, actor=PERSON, reason="other")
        with pytest.raises(NotFound):
            accept(offer, Partner(id=partner_id))


def test_an_offer_cannot_be_accepted_twice_or_after_a_decline() -> None:
    publish()
    offer = accepted()
    with pytest.raises(NotPossible) as refused:
        accept(offer)
    assert code_of(refused) == "not_offered"
    other = offered(account_key="other.example.com")
    decline(other)
    with pytest.raises(NotPossible) as refused:
        accept(other)
    assert code_of(refused) == "not_offered"


def test_an_inactive_partner_cannot_accept() -> None:
    publish()
    offer = offered()
    Partner.objects.filter(id=offer.partner_id).update(status=PartnerStatus.INACTIVE)
    with pytest.raises(NotPossible) as refused:
        accept(offer)
    assert code_of(refused) == "inactive"


def test_answering_ends_a_row_of_missed_windows() -> None:
    publish()
    Partner.objects.update(missed_windows=2)
    decline(offered())
    accept(offered())
    assert Partner.objects.filter(missed_windows=0).count() == 2


# Declining


def test_a_declined_lead_goes_to_the_next_partner_and_never_back() -> None:
    publish()
    first = offered()
    decline(first)
    lead = Lead.objects.get(id=first.lead_id)
    assert lead.state == "new"
    route()
    second = live(lead)
    assert second.partner_id != first.partner_id
    assert second.round == 2
    decline(second)
    route()
    lead.refresh_from_db()
    assert (lead.state, lead.review_reason) == ("review", "no_eligible_partner")


def test_after_as_many_offers_as_its_terms_allow_a_lead_is_in_review() -> None:
    publish(sla={"max_offers": 2})
    PartnerFactory.create_batch(3)
    lead = LeadFactory()
    for _ in range(2):
        route()
        decline(live(lead))
    route()
    lead.refresh_from_db()
    assert (lead.state, lead.review_reason) == ("review", "max_offers_reached")


def test_a_decline_counts_as_a_turn_unless_the_pool_says_otherwise() -> None:
    publish()
    before = _credit_after_decline()
    assert before[0] != before[1]
    publish(pool={"decline_counts": False})
    opening, closing = _credit_after_decline()
    assert closing == opening


def _credit_after_decline() -> tuple[dict[str, int], dict[str, int]]:
    opening = credits_by_pool().get("all", {})
    offer = offered()
    decline(offer)
    Lead.objects.filter(id=offer.lead_id).update(state="lost")
    return opening, credits_by_pool()["all"]


def test_a_reason_that_is_not_the_vendors_is_refused_by_name() -> None:
    publish()
    offer = offered()
    with pytest.raises(InvalidInput) as refused:
        decline_offer(
            offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON, reason="because", note="x" * 3000
        )
    assert [error.field for error in refused.value.errors] == ["reason", "note"]
    offer.refresh_from_db()
    assert offer.state == "offered"


# Reporting and closing


def test_the_first_action_is_kept_and_starts_the_work(clock) -> None:
    publish()
    offer = accepted()
    for hours, kind in ((1, "call"), (2, "email")):
        clock.move(hours=hours)
        offer = update_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON, first_action=kind)
    assert offer.first_action_kind == "call"
    assert offer.first_action_at == offer.accepted_at + timedelta(hours=1)
    assert offer.work_status == "contacted"
    assert pending(offer)["revoke"] == clock.now() + timedelta(hours=48)
    lead = Lead.objects.get(id=offer.lead_id)
    assert lead.state == "in_progress"
    assert kinds(lead).count("offer.first_action") == 1


def test_a_report_may_hold_a_note_a_status_a_next_step_and_a_colleague(in_acme: VendorPeople) -> None:
    publish()
    offer = accepted()
    colleague = Membership.objects.filter(partner_id=offer.partner_id, role="partner_rep").get()
    updated = update_offer(
        offer_id=offer.id,
        partner_id=offer.partner_id,
        actor=in_acme.larkspur.rep_actor,
        status="proposal",
        note="Sent the offer.",
        next_action="Call again",
        next_action_on=date(2027, 1, 5),
        assignee_id=colleague.id,
    )
    assert (updated.work_status, updated.next_action, updated.assignee_id) == (
        "proposal",
        "Call again",
        colleague.id,
    )
    note = Note.objects.get(lead_id=offer.lead_id)
    assert (note.body, note.partner_id, note.author_id) == (
        "Sent the offer.",
        offer.partner_id,
        in_acme.larkspur.rep.id,
    )


def test_every_wrong_part_of_a_report_is_named() -> None:
    publish()
    offer = accepted()
    stranger = Membership.objects.exclude(partner_id=offer.partner_id).filter(partner__isnull=False).first()
    with pytest.raises(InvalidInput) as refused:
        update_offer(
            offer_id=offer.id,
            partner_id=offer.partner_id,
            actor=PERSON,
            status="asleep",
            first_action="dance",
            note="x" * 6000,
            assignee_id=stranger.id,
        )
    assert [error.field for error in refused.value.errors] == ["status", "first_action", "note", "assignee"]


def test_only_the_holder_can_report_or_close() -> None:
    publish()
    offer = offered()
    with pytest.raises(NotPossible) as refused:
        update_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON, status="proposal")
    assert code_of(refused) == "not_accepted"
    with pytest.raises(NotPossible) as refused:
        close_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON, outcome="won")
    assert code_of(refused) == "not_accepted"


def test_whoever_accepts_is_in_charge(in_acme: VendorPeople) -> None:
    publish()
    larkspur = in_acme.larkspur
    offer = offered()
    actor = larkspur.rep_actor if offer.partner_id == larkspur.partner.id else in_acme.quillon.rep_actor
    taken = accept_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=actor)
    assert taken.assignee.user_id == actor.user_id
    assert accepted().assignee_id is None, "who is no member of the partner puts nobody in charge"


def test_history_says_what_a_report_changed(in_acme: VendorPeople) -> None:
    publish()
    offer = accepted()
    report = {"offer_id": offer.id, "partner_id": offer.partner_id, "actor": PERSON}
    update_offer(**report, first_action="call", result="no_answer")
    update_offer(**report, status="proposal", note="Sent it.")
    told = [event.detail for event in LeadEvent.objects.filter(kind="offer.updated").order_by("at", "id")]
    assert [each["changed"] for each in told] == [["status", "first_action"], ["status", "note"]]
    assert (told[0]["contact"], told[0]["result"]) == ("call", "no_answer")
    assert (told[1]["status_before"], told[1]["status"]) == ("contacted", "proposal")


def test_a_closed_lead_is_opened_again_for_a_week(clock) -> None:
    publish()
    offer = accepted()
    whose = {"offer_id": offer.id, "partner_id": offer.partner_id, "actor": PERSON}
    with pytest.raises(NotPossible):
        reopen_offer(**whose)
    close_offer(**whose, outcome="won", value=Decimal(500))
    clock.move(days=6)
    again = reopen_offer(**whose)
    assert (again.state, again.outcome, again.outcome_value, again.closed_at) == ("accepted", "", None, None)
    assert pending(again)["revoke"] == clock.now() + timedelta(hours=48)
    assert Lead.objects.get(id=offer.lead_id).state == "in_progress"
    close_offer(**whose, outcome="lost", reason="No budget")
    clock.move(days=8)
    with pytest.raises(NotPossible) as refused:
        reopen_offer(**whose)
    assert code_of(refused) == "closed_long_ago"


def test_a_full_partner_opens_nothing_again(in_acme: VendorPeople) -> None:
    publish()
    offer = accepted()
    whose = {"offer_id": offer.id, "partner_id": offer.partner_id, "actor": PERSON}
    close_offer(**whose, outcome="lost")
    Partner.objects.filter(id=offer.partner_id).update(capacity=0)
    with pytest.raises(NotPossible) as refused:
        reopen_offer(**whose)
    assert code_of(refused) == "at_capacity"


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_closing_ends_lead_offer_and_timers_and_makes_room(outcome: str) -> None:
    publish()
    Partner.objects.update(capacity=1)
    offer = accepted()
    close_offer(
        offer_id=offer.id,
        partner_id=offer.partner_id,
        actor=PERSON,
        outcome=outcome,
        value=Decimal("12.50"),
        reason="price",
    )
    offer.refresh_from_db()
    assert (offer.state, offer.outcome, offer.outcome_value) == ("closed", outcome, Decimal("12.50"))
    assert pending(offer) == {}
    lead = Lead.objects.get(id=offer.lead_id)
    assert lead.state == outcome
    assert lead.closed_at is not None
    assert len({offered(account_key="x.example.com").partner_id for _ in range(2)}) == 2


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1", "1e20"])
def test_a_senseless_value_is_refused(value: str) -> None:
    publish()
    offer = accepted()
    with pytest.raises(InvalidInput):
        close_offer(
            offer_id=offer.id, partner_id=offer.partner_id, actor=PERSON, outcome="won", value=Decimal(value)
        )


# More time


def test_a_partner_asks_for_more_time_and_the_vendor_gives_it(clock) -> None:
    publish(sla={"accept_within": "2h"})
    listen()
    offer = offered()
    asked = {"offer_id": offer.id, "partner_id": offer.partner_id, "actor": PERSON}
    with pytest.raises(InvalidInput):
        ask_more_time(**asked, reason="Away", until_on=clock.now().date() - timedelta(days=1))
    day = clock.now().date() + timedelta(days=1)
    ask_more_time(**asked, reason="Away until tomorrow", until_on=day)
    assert Offer.objects.get(id=offer.id).more_time_until_on == day
    assert OutboxMessage.objects.filter(event="offer.more_time_asked", channel="email").count() == 2
    until = clock.now() + timedelta(hours=9)
    extend_offer(offer_id=offer.id, actor=PERSON, until=until)
    clock.move(hours=3)
    assert sweep() == 0
    assert accept(offer).state == "accepted"


def test_an_extended_report_moves_warning_and_revocation(clock) -> None:
    publish()
    offer = accepted()
    clock.move(hours=30)
    sweep()
    until = clock.now() + timedelta(days=10)
    extend_offer(offer_id=offer.id, actor=PERSON, until=until)
    assert pending(offer) == {"revoke": until, "warn": until - timedelta(hours=24)}
    clock.move(days=9, hours=23)
    sweep()
    assert state(offer.lead) == "accepted"


def test_an_extension_into_the_past_is_refused(clock) -> None:
    publish()
    offer = offered()
    with pytest.raises(InvalidInput):
        extend_offer(offer_id=offer.id, actor=PERSON, until=clock.now())


# The vendor decides


@pytest.mark.parametrize("is_accepted", [False, True])
def test_a_withdrawn_lead_is_paid_back_and_routed_on(is_accepted: bool) -> None:
    publish()
    opening = credits_by_pool().get("all", {})
    offer = accepted() if is_accepted else offered()
    withdraw_offer(offer_id=offer.id, actor=PERSON, reason="Wrong partner")
    assert credits_by_pool()["all"] == opening
    route()
    assert live(offer.lead).partner_id != offer.partner_id


def test_a_withdrawn_lead_can_be_held_for_review() -> None:
    publish()
    offer = offered()
    withdraw_offer(offer_id=offer.id, actor=PERSON, reason="Think first", then="review")
    assert state(offer.lead) == "review"
    assert route() == 0
    with pytest.raises(NotPossible) as refused:
        withdraw_offer(offer_id=offer.id, actor=PERSON, reason="Again")
    assert code_of(refused) == "not_offered"


@pytest.mark.parametrize(("end", "state_after"), [("duplicate", "duplicate"), ("spam", "lost")])
def test_a_duplicate_or_spam_is_paid_back(end: str, state_after: str) -> None:
    publish()
    offer = accepted()
    end_lead(lead_id=offer.lead_id, actor=PERSON, end=end)
    assert credits_by_pool()["all"] == {}
    assert state(offer.lead) == state_after
    with pytest.raises(NotPossible):
        end_lead(lead_id=offer.lead_id, actor=PERSON, end=end)


def test_a_manual_reassignment_does_not_move_the_cursor() -> None:
    publish()
    offer = offered()
    owed = credits_by_pool()
    other = Partner.objects.exclude(id=offer.partner_id).get()
    manual = offer_manually(lead_id=offer.lead_id, partner_id=other.id, actor=PERSON, reason="They know them")
    assert credits_by_pool() == owed
    assert (manual.partner_id, manual.is_manual, manual.manual_reason) == (other.id, True, "They know them")
    assert manual.suggested_partner_id == other.id
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
    assert offered(account_key="x.example.com").partner_id == other.id, "it is still its turn"


def test_a_manual_offer_counts_towards_capacity_and_respects_it(in_acme: VendorPeople) -> None:
    publish()
    Partner.objects.update(capacity=1)
    larkspur, quillon = in_acme.larkspur.partner, in_acme.quillon.partner
    first, second = LeadFactory(state=LeadState.REVIEW), LeadFactory(state=LeadState.REVIEW)
    offer_manually(lead_id=first.id, partner_id=larkspur.id, actor=PERSON, reason="Near")
    with pytest.raises(NotPossible) as refused:
        offer_manually(lead_id=second.id, partner_id=larkspur.id, actor=PERSON, reason="Near")
    assert code_of(refused) == "at_capacity"
    assert offered().partner_id == quillon.id


def test_an_inactive_partner_never_gets_one_by_hand_either(in_acme: VendorPeople) -> None:
    publish()
    lead = LeadFactory(state=LeadState.REVIEW)
    Partner.objects.update(status=PartnerStatus.INACTIVE)
    with pytest.raises(NotPossible) as refused:
        offer_manually(lead_id=lead.id, partner_id=in_acme.larkspur.partner.id, actor=PERSON, reason="Near")
    assert code_of(refused) == "inactive"
    assert state(lead) == "review"


def test_a_decision_by_hand_needs_a_reason(in_acme: VendorPeople) -> None:
    publish()
    lead = LeadFactory(state=LeadState.REVIEW)
    with pytest.raises(InvalidInput):
        offer_manually(lead_id=lead.id, partner_id=in_acme.larkspur.partner.id, actor=PERSON, reason=" ")


def test_a_closed_lead_cannot_be_offered(in_acme: VendorPeople) -> None:
    publish()
    lead = LeadFactory(state=LeadState.WON)
    with pytest.raises(NotPossible) as refused:
        offer_manually(lead_id=lead.id, partner_id=in_acme.larkspur.partner.id, actor=PERSON, reason="Near")
    assert code_of(refused) == "lead_closed"


def test_a_lead_in_review_can_be_sent_through_the_rules_again() -> None:
    publish(sla={"max_offers": 1})
    first = offered()
    decline(first)
    route()
    assert state(first.lead) == "review"
    route_again(lead_id=first.lead_id, actor=PERSON)
    route()
    assert live(first.lead).partner_id != first.partner_id
    with pytest.raises(NotPossible) as refused:
        route_again(lead_id=first.lead_id, actor=PERSON)
    assert code_of(refused) == "not_waiting"


def test_a_waiting_lead_can_be_taken_out_for_review() -> None:
    publish()
    lead = LeadFactory()
    send_to_review(lead_id=lead.id, actor=PERSON)
    assert route() == 0
    assert state(lead) == "review"


def test_a_suggestion_writes_nothing() -> None:
    publish(rules=[{"name": "Ask", "then": "review", "pool": "all"}])
    lead = LeadFactory()
    route()
    counts = (LeadEvent.objects.count(), Offer.objects.count(), credits_by_pool())
    suggestion = suggest_partner(lead_id=lead.id)
    assert len(suggestion.partner_ids) == 2
    assert (LeadEvent.objects.count(), Offer.objects.count(), credits_by_pool()) == counts
