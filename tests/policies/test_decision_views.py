"""What is told of a decision: all of it to the vendor, to a partner its own part."""

import json

import pytest
from django.utils import translation

from prm.platform.errors import NotFound
from routing.decisions.selectors.decision_view import (
    decision_for_partner,
    decision_for_vendor,
    decisions_of_lead_for_vendor,
    latest_for_partner,
)
from routing.decisions.selectors.why_not import passed_over, why_not
from tests.factories import PartnerFactory, TierFactory
from tests.policies.documents import simple
from tests.policies.routed import publish, route


@pytest.fixture
def decided(in_acme):
    """One lead in Austin: Larkspur and Quillon qualify, others do not."""
    PartnerFactory(name="Zeppelin Rivals", country_sold="DE")
    PartnerFactory(name="Zeppelin Idle", status="inactive")
    publish(in_acme, simple())
    [decision] = route(in_acme)
    return decision


def test_the_vendor_sees_every_partner_with_its_reasons(in_acme, decided):
    view = decision_for_vendor(decision_id=decided.id)
    assert [line.part for line in view.partners] == ["chosen", "eligible", "excluded", "excluded"]
    told = {line.name: line.words for line in view.partners}
    assert told["Zeppelin Rivals"] == ["Outside its territories"]
    assert told["Zeppelin Idle"] == ["Not active"]
    assert sum(line.share for line in view.partners if line.share) == pytest.approx(1)
    assert [tried.name for tried in view.rules_tried] == ["Large"]
    assert view.rules_tried[0].words == ["value at least 50,000"]
    assert view.rule_name == "Everything else"


def test_everything_told_is_json(in_acme, decided):
    told = decision_for_vendor(decision_id=decided.id).as_dict()
    assert json.loads(json.dumps(told, default=str))["eligible_count"] == 2
    assert decisions_of_lead_for_vendor(lead_id=decided.lead_id)[0].as_dict() == told


def test_a_partner_is_told_nothing_of_a_rival(in_acme, decided):
    for people in (in_acme.larkspur, in_acme.quillon):
        view = decision_for_partner(decision_id=decided.id, partner_id=people.partner.id)
        told = json.dumps(view.as_dict(), default=str)
        rivals = {"larkspur", "quillon", "zeppelin"} - {people.partner.name.split()[0].lower()}
        assert not [name for name in rivals if name in told.lower()]
        assert view.eligible_count == 2
        assert view.turn_words


def test_why_a_lead_came_is_told_to_who_got_it_only(in_acme, decided):
    told = {
        people.partner.id: latest_for_partner(lead_id=decided.lead_id, partner_id=people.partner.id)
        for people in (in_acme.larkspur, in_acme.quillon)
    }
    assert told.pop(decided.partner_id).part == "chosen"
    assert list(told.values()) == [None]


def test_reasons_are_told_in_the_readers_language(in_acme, decided):
    with translation.override("de"):
        assert decision_for_vendor(
            decision_id=decided.id
        ).partners  # the words are looked up, none is missing


def test_a_partner_that_was_not_there_yet_has_no_part(in_acme, decided):
    newcomer = PartnerFactory()
    with pytest.raises(NotFound):
        decision_for_partner(decision_id=decided.id, partner_id=newcomer.id)


def test_who_was_passed_over_sees_why_and_blind_facts_only(in_acme, decided):
    other = next(
        people.partner
        for people in (in_acme.larkspur, in_acme.quillon)
        if people.partner.id != decided.partner_id
    )
    [missed], _upto = passed_over(partner_id=other.id)
    assert missed.view.part == "eligible"
    assert "zyzzyva" not in json.dumps([missed.blind.as_dict(), missed.view.as_dict()], default=str).lower()
    assert why_not(lead_id=decided.lead_id, partner_id=other.id).words == []


def test_leads_outside_its_territory_are_not_told_to_a_partner(in_acme, decided):
    rival = PartnerFactory._meta.model.objects.get(name="Zeppelin Rivals")
    assert why_not(lead_id=decided.lead_id, partner_id=rival.id) is None
    assert passed_over(partner_id=rival.id) == ([], None)


def test_leads_of_another_tiers_pool_are_not_told_to_a_partner(in_acme):
    bronze = PartnerFactory(tier=TierFactory(slug="bronze"))
    publish(in_acme, simple())
    [decision] = route(in_acme, estimated_value=90_000)
    assert decision.pool == "strong"
    assert why_not(lead_id=decision.lead_id, partner_id=bronze.id) is None


def test_a_full_partner_is_told_that_it_was_full(in_acme):
    full = PartnerFactory(capacity=0)
    publish(in_acme, simple())
    [decision] = route(in_acme)
    told = why_not(lead_id=decision.lead_id, partner_id=full.id)
    assert told.words == ["You had as many open leads as your capacity allows."]


def test_another_vendor_finds_no_decision(in_acme, globex, decided):
    with globex.scope(), pytest.raises(NotFound):
        decision_for_vendor(decision_id=decided.id)
