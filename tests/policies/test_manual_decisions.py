"""A person's choice is a decision too: the partner reads why, and so do those passed over, without names."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from leads.models import LeadState
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import InvalidInput
from routing.decisions.selectors.manual_decisions import chosen_by_hand
from routing.decisions.selectors.replayed import replay_since
from routing.decisions.selectors.why_not import passed_over, why_not
from routing.models import Ground, ManualDecision, Offer
from routing.offers.services.offer_manually import offer_manually
from routing.review.services.suggest_partner import suggest_partner
from tests.factories import LeadFactory, PartnerFactory
from tests.people import VendorPeople
from tests.policies.documents import simple
from tests.policies.routed import publish, route


def by_hand(people: VendorPeople, ground: str = Ground.CUSTOMER, **fields: object) -> Offer:
    """Quillon gets a lead that waits in review."""
    publish(people, simple())
    lead = LeadFactory(state=LeadState.REVIEW, review_since_at=clock.now(), **fields)
    actor = Actor("user", people.bob.pk)
    return offer_manually(
        lead_id=lead.id,
        partner_id=people.quillon.partner.id,
        actor=actor,
        reason="Quillon built their plant.",
        ground=ground,
    )


def test_the_partner_and_those_passed_over_read_the_ground_without_names(in_acme: VendorPeople) -> None:
    offer = by_hand(in_acme)
    chosen = chosen_by_hand(offer_id=offer.id)
    assert chosen is not None and chosen.part == "chosen"
    assert chosen.turn_words == "A channel manager chose you: the customer asked for you or knows you."

    [missed], _upto = passed_over(partner_id=in_acme.larkspur.partner.id)
    told = json.dumps([missed.blind.as_dict(), missed.view.as_dict()], default=str).lower()
    assert "the customer asked for it or knows it." in told
    assert "quillon" not in told and "plant" not in told and "bob" not in told
    assert passed_over(partner_id=in_acme.quillon.partner.id) == ([], None)


def test_whom_the_rules_kept_out_reads_its_own_reason_too_and_strangers_read_nothing(
    in_acme: VendorPeople,
) -> None:
    full = PartnerFactory(capacity=0)
    elsewhere = PartnerFactory(country_sold="DE")
    by_hand(in_acme)
    [missed], _upto = passed_over(partner_id=full.id)
    assert missed.view.words == ["You had as many open leads as your capacity allows."]
    assert passed_over(partner_id=elsewhere.id) == ([], None)


def test_a_later_decision_of_the_engine_takes_its_place(in_acme: VendorPeople) -> None:
    publish(in_acme, simple())
    [decided] = route(in_acme)
    other = in_acme.larkspur if decided.partner_id == in_acme.quillon.partner.id else in_acme.quillon
    offer_manually(
        lead_id=decided.lead_id,
        partner_id=other.partner.id,
        actor=Actor("user", in_acme.bob.pk),
        reason="Near",
        ground=Ground.NEAR,
    )
    told = why_not(lead_id=decided.lead_id, partner_id=decided.partner_id)
    assert told is not None and "it is close to the customer" in str(told.turn_words)
    assert why_not(lead_id=decided.lead_id, partner_id=other.partner.id) is None
    assert passed_over(partner_id=other.partner.id) == ([], None)


def test_by_the_rules_is_refused_for_whom_the_rules_do_not_put_first(in_acme: VendorPeople) -> None:
    publish(in_acme, simple())
    lead = LeadFactory(state=LeadState.REVIEW, review_since_at=clock.now())
    first = suggest_partner(lead_id=lead.id).partner_ids[0]
    pair = {str(one.partner.id) for one in (in_acme.larkspur, in_acme.quillon)}
    [second] = pair - {first}
    actor = Actor("user", in_acme.bob.pk)
    for partner_id, ground in ((second, "rules"), (first, "whim")):
        with pytest.raises(InvalidInput) as refused:
            offer_manually(lead_id=lead.id, partner_id=partner_id, actor=actor, reason="Mine", ground=ground)
        assert refused.value.errors[0].field == "ground"
    assert not ManualDecision.objects.exists()
    offer_manually(lead_id=lead.id, partner_id=first, actor=actor, reason="Mine", ground="rules")
    assert ManualDecision.objects.get().ground == "rules"


def test_both_read_it_in_the_portal_and_by_the_api(in_acme: VendorPeople, client: Client) -> None:
    offer = by_hand(in_acme, Ground.READY)
    client.force_login(in_acme.quillon.rep)
    page = client.get(f"/{in_acme.vendor.slug}/portal/offers/{offer.id}/").text
    assert "A channel manager chose you: you can start at once." in page
    client.force_login(in_acme.larkspur.rep)
    page = client.get(f"/{in_acme.vendor.slug}/portal/fairness/why-not/").text
    assert "A channel manager chose another partner: it can start at once." in page
    assert in_acme.quillon.partner.name not in page
    why = Client().get(f"/api/v1/offers/{offer.id}/why/", headers=in_acme.quillon.bearer)
    assert (why.status_code, why.json()["part"]) == (200, "chosen")
    assert why.json()["turn_words"] == "A channel manager chose you: you can start at once."


def test_a_replay_says_how_many_were_made_by_hand(in_acme: VendorPeople) -> None:
    publish(in_acme, simple())
    route(in_acme, 2)
    assert "by hand" not in replayed()
    offer = by_hand(in_acme)
    told = replayed()
    assert told == "acme: 2 decisions in 1 batches came out the same; made by hand, so not replayed: 1\n"
    assert replay_since(offer.offered_at).by_hand == 1
    assert replay_since(offer.offered_at + timedelta(seconds=1)).by_hand == 0


def replayed() -> str:
    out = StringIO()
    call_command("replay_decisions", vendor="acme", stdout=out)
    return out.getvalue()
