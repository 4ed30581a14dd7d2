"""The advice: which way of assigning leads suits, why, what would change it, and the draft that does so."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from leads.models import LeadState
from prm.platform import clock
from prm.platform.tenants.models import Vendor
from routing.advice.selectors.next_step import next_document
from routing.advice.selectors.situation import situation_now
from routing.advice.selectors.suits import Better, Situation, Way, suits, turns
from routing.engine import errors_of
from routing.models import PolicyState, PolicyVersion
from routing.policies.selectors.policy_check import check_document
from routing.policies.services.create_draft import create_draft
from routing.policies.services.publish import publish_draft
from routing.policies.services.start_vendor import start_vendor
from tests.admin.console import admin, text
from tests.factories import LeadFactory, OfferFactory
from tests.people import VendorPeople

SMALL = Situation(
    leads_a_week=6, partners=8, rules=2, conditions=1, by_hand_part=0.5, minutes_by_hand=10, team_hours=5
)
LARGE = replace(SMALL, leads_a_week=120, partners=150, by_hand_part=0.04)
BY_HAND_WINS: dict[str, int] = {
    "by_hand_won": 30, "by_hand_closed": 40, "by_rules_won": 40, "by_rules_closed": 160,
}  # fmt: skip


@pytest.mark.parametrize(
    ("at", "way"),
    [
        (SMALL, Way.MANUAL),
        (LARGE, Way.AUTOMATIC),
        (replace(SMALL, leads_a_week=12), Way.HYBRID),
        (replace(SMALL, leads_a_week=12, by_hand_part=0.1), Way.AUTOMATIC),
        (replace(SMALL, team_hours=0, by_hand_part=0.1), Way.AUTOMATIC),
        (replace(SMALL, partners=26, by_hand_part=0.2), Way.AUTOMATIC),
        (replace(LARGE, by_hand_part=0.3), Way.HYBRID),
        (replace(LARGE, **BY_HAND_WINS), Way.HYBRID),
        (replace(LARGE, **BY_HAND_WINS, team_hours=40, partners=20), Way.MANUAL),
        (
            replace(SMALL, by_hand_won=2, by_hand_closed=40, by_rules_won=30, by_rules_closed=40),
            Way.AUTOMATIC,
        ),
    ],
)
def test_the_answer_follows_the_figures(at: Situation, way: Way) -> None:
    assert suits(at) is way


def test_results_are_compared_only_with_enough_closed_leads_and_apart() -> None:
    assert replace(SMALL, by_hand_won=9, by_hand_closed=9, by_rules_closed=90).better is Better.UNKNOWN
    close = {"by_hand_won": 6, "by_hand_closed": 10, "by_rules_won": 40, "by_rules_closed": 80}
    assert replace(SMALL, **close).better is Better.NOBODY
    assert replace(SMALL, **BY_HAND_WINS).better is Better.BY_HAND


@pytest.mark.parametrize(
    "at", [SMALL, LARGE, replace(LARGE, by_hand_part=0.3), replace(LARGE, **BY_HAND_WINS)]
)
def test_what_would_change_the_answer_does_change_it_and_nothing_nearer(at: Situation) -> None:
    found = turns(at)
    assert found or at.better is Better.BY_HAND  # too many leads and partners: no figure alone changes that
    for turn in found:
        assert suits(replace(at, **{turn.name: turn.value})) is turn.way is not suits(at)
        step = 0.01 if turn.name == "by_hand_part" else 1
        towards = -step if turn.value > getattr(at, turn.name) else step
        assert suits(replace(at, **{turn.name: round(turn.value + towards, 2)})) is suits(at)
    assert ("leads_a_week", 10) in {(turn.name, turn.value) for turn in turns(SMALL)}


def test_the_figures_are_those_of_the_vendor(acme: VendorPeople, globex: VendorPeople) -> None:
    now = clock.now()
    with globex.scope():
        LeadFactory(received_at=now)
    with acme.scope():
        start_vendor()
        for days in (1, 2, 27):
            LeadFactory(received_at=now - timedelta(days=days), state=LeadState.OFFERED)
        LeadFactory(received_at=now, state=LeadState.REVIEW)
        LeadFactory(received_at=now, state=LeadState.DUPLICATE)
        LeadFactory(received_at=now - timedelta(days=29), state=LeadState.OFFERED)
        chosen = LeadFactory(received_at=now - timedelta(days=3), state=LeadState.WON)
        ended: dict[str, Any] = {"state": "closed", "closed_at": now, "accepted_at": now}
        OfferFactory(lead=chosen, partner=acme.larkspur.partner, is_manual=True, outcome="won", **ended)
        lost = LeadFactory(received_at=now - timedelta(days=40), state=LeadState.LOST)
        OfferFactory(lead=lost, partner=acme.larkspur.partner, outcome="lost", **ended)
        Vendor.objects.filter(pk=acme.vendor.pk).update(minutes_by_hand=30, team_hours_a_week=0)
        at = situation_now()
    assert (at.leads_a_week, at.by_hand_part) == (5 / 4, 2 / 5)
    assert (at.by_hand_won, at.by_hand_closed, at.by_rules_won, at.by_rules_closed) == (1, 1, 0, 1)
    assert (at.rules, at.conditions, at.minutes_by_hand, at.team_hours) == (1, 0, 30, 0)
    assert at.hours_all_by_hand == 0.625 and at.hours_now == 0.25 and not at.fits_the_team


@pytest.mark.parametrize("way", list(Way))
def test_what_is_proposed_can_be_published_and_then_nothing_more_is(acme: VendorPeople, way: Way) -> None:
    with acme.scope():
        start_vendor()
        if way is Way.AUTOMATIC:
            found = next_document(Way.MANUAL)
            held = create_draft(actor=acme.alice_actor, document=found)
            publish_draft(version_id=held.pk, actor=acme.alice_actor)
        document = next_document(way)
        assert document is not None
        assert errors_of(check_document(document)) == []
        what = [rule["then"] for rule in document["rules"]]
        expected = {Way.MANUAL: ["review"], Way.HYBRID: ["review", "route"], Way.AUTOMATIC: ["route"]}
        assert what == expected[way]
        draft = create_draft(actor=acme.alice_actor, document=document)
        publish_draft(version_id=draft.pk, actor=acme.alice_actor)
        assert next_document(way) is None


def test_the_page_says_why_and_opens_the_draft(acme: VendorPeople, client: Client) -> None:
    with acme.scope():
        start_vendor()
    client.force_login(acme.ana)
    page = text(client, admin(acme, "advice/"))
    assert "Assign leads by hand" in page and "With 10 leads a week instead of 0" in page
    assert "A channel manager can open a draft that does this." in page
    assert client.post(admin(acme, "advice/draft/")).status_code == 403
    client.force_login(acme.bob)
    answer = client.post(admin(acme, "advice/draft/"))
    with acme.scope():
        draft = PolicyVersion.objects.get(state=PolicyState.DRAFT)
        assert draft.note == "From the advice: Assign leads by hand"
        assert draft.created_by_id == acme.bob.pk
        publish_draft(version_id=draft.pk, actor=acme.alice_actor)
    assert answer.headers["Location"].endswith(f"policies/{draft.pk}/")
    assert "Your version in force already does this." in text(client, admin(acme, "advice/"))
    refused = client.post(admin(acme, "advice/draft/"), follow=True)
    assert "already does what the advice says" in refused.content.decode()
    with acme.scope():
        assert not PolicyVersion.objects.filter(state=PolicyState.DRAFT).exists()
