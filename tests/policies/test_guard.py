"""A guard in real routing: its window is read from offers, told in words, replayed, and warned about."""

import pytest
from django.test import Client

from partners.models import Partner
from routing.decisions.selectors.decision_view import decision_for_vendor
from routing.decisions.selectors.replayed import replay_since
from routing.decisions.selectors.why_not import why_not
from routing.models import Offer
from routing.offers.services.withdraw_offer import withdraw_offer
from routing.policies.selectors.policy_check import check_document
from routing.policies.selectors.policy_diff import diff_documents
from routing.policies.services.create_draft import create_draft
from tests.policies.documents import simple
from tests.policies.routed import publish, route


def with_guard(**guard):
    document = simple()
    for pool in document["pools"].values():
        pool["guard"] = guard
        pool["method"] = "weighted"
    return document


@pytest.fixture
def heavy(in_acme):
    """Larkspur by weight would get nearly all; nobody may have more than three of five."""
    Partner.objects.filter(id=in_acme.larkspur.partner.id).update(weight=99, capacity=None)
    Partner.objects.filter(id=in_acme.quillon.partner.id).update(weight=1, capacity=None)
    publish(in_acme, with_guard(leads=5, most=60))
    return in_acme


def test_the_cap_holds_over_batches_and_every_decision_is_replayed(heavy):
    decisions = [decision for _ in range(6) for decision in route(heavy, 2)]
    larkspur = [decision.partner_id == heavy.larkspur.partner.id for decision in decisions]
    assert all(sum(larkspur[start : start + 5]) <= 3 for start in range(len(larkspur)))
    assert sum(larkspur) >= 6
    replay = replay_since()
    assert (replay.difference, replay.decisions) == (None, len(decisions))


def test_a_lead_that_was_withdrawn_leaves_the_window(heavy):
    first = [decision for _ in range(3) for decision in route(heavy)]
    held = [d for d in first if d.partner_id == heavy.larkspur.partner.id]
    assert len(held) == 3
    offer = Offer.objects.get(decision=held[0])
    withdraw_offer(offer_id=offer.id, actor=heavy.alice_actor, reason="spam", then="review")
    [again] = route(heavy)
    assert again.partner_id == heavy.larkspur.partner.id
    assert replay_since().difference is None


def test_both_sides_read_the_figure_and_when_it_ends(heavy):
    *_, last = [decision for _ in range(4) for decision in route(heavy)]
    assert last.partner_id == heavy.quillon.partner.id
    lines = {line.partner_id: line for line in decision_for_vendor(decision_id=last.id).partners}
    told = lines[str(heavy.larkspur.partner.id)]
    assert told.reasons == ["share_cap"]
    assert "3 of the latest leads; its cap is 3 of 5" in told.words[1]
    own = why_not(lead_id=last.lead_id, partner_id=heavy.larkspur.partner.id)
    assert own is not None
    assert own.reasons == ["share_cap"]
    assert "You have 3 of the latest leads of this group; one partner may have 3 of 5." in own.words[0]
    assert "That ends after 2 leads of the pool for somebody else." in own.words[0]
    assert "Quillon" not in own.words[0]


def test_caps_that_cannot_hold_and_windows_that_are_too_small_are_warned_about(in_acme):
    problems = check_document(with_guard(leads=10, most=20, newcomers_least=5))
    told = {problem.code: problem for problem in problems}
    assert {"caps_below_all", "window_too_small"} <= set(told)
    assert told["caps_below_all"].severity == "warning"
    assert "may have 40 % of its leads together" in told["caps_below_all"].message
    assert not {p.code for p in check_document(with_guard(leads=10, most=60))} & set(told)


@pytest.mark.parametrize(
    ("guard", "field"),
    [
        ({"most": 20}, "guard.leads"),
        ({"leads": 10, "days": 5, "most": 20}, "guard.leads"),
        ({"leads": 10}, "guard.most"),
        ({"leads": 10, "most": 20, "least": 30}, "guard.least"),
        ({"leads": 10, "tiers_least": {"gold": 60, "silver": 60}}, "guard.tiers_least"),
        ({"leads": 10, "partners_most": {"nobody": 60}}, "guard.partners_most.nobody"),
        ({"leads": 10, "most": 0}, "guard.most"),
        ({"leads": 10, "most": 20, "otherwise": "luck"}, "guard.otherwise"),
    ],
)
def test_a_guard_that_makes_no_sense_is_refused_at_its_field(in_acme, guard, field):
    errors = [each for each in check_document(with_guard(**guard)) if each.severity == "error"]
    assert [each.path for each in errors if each.path.endswith(field)]


def test_a_changed_guard_is_told_in_words(in_acme):
    changes = " ".join(
        str(each) for each in diff_documents(with_guard(leads=5, most=60), with_guard(leads=5, most=40))
    )
    assert "every partner at most (%)" in changes
    assert "40" in changes


def test_the_pools_page_asks_for_the_guard_and_warns_while_it_is_filled_in(in_acme, client: Client):
    document = simple()
    key = next(iter(document["pools"]))
    draft = create_draft(actor=in_acme.alice_actor, document=document)
    client.force_login(in_acme.alice)
    url = f"/acme/admin/policies/{draft.id}/pools/{key}/"
    page = client.get(url).content.decode()
    assert "Monopoly guard" in page
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}
    sent |= {"guard_leads": "10", "guard_most": "20"}
    warned = client.post(url + "check/", sent).content.decode()
    assert "may have 40 % of its leads together" in warned
    name = in_acme.larkspur.partner.name
    wrong = client.post(url, sent | {"guard_partners_most": f"{name}: many"})
    assert "is not a number" in wrong.content.decode()
    saved = client.post(url, sent | {"guard_partners_most": f"{name}: 30 %"})
    assert saved.status_code == 302
    with in_acme.scope():
        draft.refresh_from_db()
        guard = draft.document["pools"][key]["guard"]
    assert (guard["leads"], guard["most"], list(guard["partners_most"].values())) == (10, 20, [30])
