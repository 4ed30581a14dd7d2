"""Weights by performance stay as they are for the pool's window, so that shares can be checked by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from routing.decisions.selectors.replayed import replay_since
from routing.decisions.selectors.stored_decisions import stored
from routing.models import Decision
from tests.factories import LeadFactory, OfferFactory
from tests.policies.documents import simple
from tests.policies.routed import publish, route

BEGIN = datetime.fromordinal(739_000 // 7 * 7).replace(tzinfo=UTC)
"""A midnight at which windows of seven days begin."""


def weights(people) -> dict[str, float]:
    [row] = route(people, account_key="new.example")
    decision = stored(Decision.objects.select_related("batch__policy_version").get(id=row.id)).decision
    ids = [decision.partner_table.ids[place] for place in decision.eligible]
    return dict(zip(ids, (decision.weights / decision.weights.sum()).tolist(), strict=True))


def test_results_move_weights_when_the_window_ends_and_not_before(in_acme, clock):
    clock.set(BEGIN + timedelta(days=1, hours=9))
    pool = {
        "method": "performance",
        "performance": {"window_days": 7, "prior_strength": 2, "prior_rate": 0.2},
    }
    rules = [{"name": "All", "then": "route", "pool": "best"}]
    publish(in_acme, simple(rules=rules, pools={"best": pool}))
    before = weights(in_acme)
    assert list(before.values()) == pytest.approx([0.5, 0.5])
    larkspur = in_acme.larkspur.partner
    for _ in range(6):
        OfferFactory(
            lead=LeadFactory(state="won"),
            partner=larkspur,
            state="closed",
            outcome="won",
            closed_at=clock.now(),
        )
    clock.set(BEGIN + timedelta(days=6, hours=23))
    assert weights(in_acme) == pytest.approx(before)
    clock.set(BEGIN + timedelta(days=7, hours=1))
    after = weights(in_acme)
    assert after[str(larkspur.id)] > 0.55
    replayed = replay_since()
    assert (replayed.decisions, replayed.difference) == (3, None)


def test_a_window_that_is_changed_counts_from_the_next_decision_on(in_acme, clock):
    clock.set(BEGIN + timedelta(days=3, hours=9))
    larkspur = in_acme.larkspur.partner
    for _ in range(6):
        OfferFactory(
            lead=LeadFactory(state="won"),
            partner=larkspur,
            state="closed",
            outcome="won",
            closed_at=BEGIN + timedelta(days=1),
        )
    rules = [{"name": "All", "then": "route", "pool": "best"}]
    found = []
    for days in (7, 1):
        terms = {"window_days": days, "prior_strength": 2, "prior_rate": 0.2}
        publish(in_acme, simple(rules=rules, pools={"best": {"method": "performance", "performance": terms}}))
        found.append(weights(in_acme)[str(larkspur.id)])
    assert found[0] == pytest.approx(0.5) and found[1] > 0.55
