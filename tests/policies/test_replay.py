"""Every stored decision can be made again, and one that was altered is found."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from partners.models import Partner
from routing.decisions.selectors import replayed
from routing.decisions.selectors.replayed import replay_since
from routing.models import Decision
from tests.factories import PartnerFactory, TierFactory
from tests.policies.documents import simple
from tests.policies.routed import publish, route


@pytest.fixture
def routed(in_acme):
    """Batches under two versions, three partner tables, limits reached and leads that nobody could take."""
    PartnerFactory.create_batch(3, capacity=2, tier=TierFactory(slug="silver"))
    publish(in_acme, simple())
    route(in_acme, 12)
    Partner.objects.filter(external_id="quillon").update(weight=5)
    route(in_acme, 8, estimated_value=90_000)
    document = simple()
    document["pools"]["everyone"] |= {"method": "tiered", "shares": {"gold": 70, "silver": 30}}
    publish(in_acme, document)
    route(in_acme, 5)
    route(in_acme, 2, country="NO", region="")
    PartnerFactory(name="Newcomer")
    route(in_acme, 5)
    return in_acme


def test_every_decision_comes_out_the_same(routed):
    replay = replay_since()
    assert (replay.decisions, replay.batches, replay.difference) == (32, 5, None)


def test_only_decisions_since_an_instant_are_replayed(routed):
    newest = Decision.objects.order_by("-decided_at").first()
    assert replay_since(newest.decided_at).decisions == 5


def test_the_first_decision_that_differs_is_named(routed, monkeypatch):
    decision = Decision.objects.order_by("decided_at", "position")[3]
    facts = {**decision.lead_facts, "estimated_value": 99_000.0}
    real = replayed.LeadFacts.from_json

    class Tampered:
        @staticmethod
        def from_json(data):
            return real(facts if data["id"] == facts["id"] else data)

    monkeypatch.setattr(replayed, "LeadFacts", Tampered)
    replay = replay_since()
    assert replay.decisions == 3
    assert replay.difference.decision_id == decision.id
    assert "rule_index" in replay.difference.words


def test_a_missing_decision_is_told(routed, monkeypatch):
    class Fewer:
        objects = Decision.objects.exclude(position=1)

    monkeypatch.setattr(replayed, "DecisionRow", Fewer)
    assert "11 of 12" in replay_since().difference.words


def test_the_command_says_how_many_came_out_the_same(routed):
    out = StringIO()
    call_command("replay_decisions", vendor="acme", stdout=out)
    assert out.getvalue() == "acme: 32 decisions in 5 batches came out the same\n"


def test_the_command_fails_when_a_decision_differs(routed, monkeypatch):
    monkeypatch.setattr(
        "routing.decisions.selectors.replayed.first_difference", lambda stored, again: "pool: a became b"
    )
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("replay_decisions", vendor="acme", stdout=out)
    assert failed.value.returncode == 1
    assert "differs: pool: a became b" in out.getvalue()


def test_an_unknown_vendor_is_an_error(db):
    with pytest.raises(CommandError):
        call_command("replay_decisions", vendor="nobody")
