"""What a partner could have expected of a past contest: the same as holding it again with everyone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.engine import (
    LeadFacts,
    Newcomer,
    PartnerFacts,
    Past,
    Router,
    RoutingState,
    Territory,
    compile_policy,
    decide,
    path_to_more,
    rivals_of,
)
from tests.engine.builders import NOW, TIERS, lead, partner_table_of

AREAS = ((), (Territory("US"),), (Territory("US", "US-TX"),), (Territory("US", postal_prefix="787"),))
facts = st.builds(
    lambda **given: given,
    tier=st.sampled_from(["platinum", "gold", "silver", None]),
    weight=st.integers(0, 5),
    capacity=st.sampled_from([None, 0, 1, 4]),
    daily_cap=st.sampled_from([None, None, 1]),
    specialisations=st.sampled_from([(), ("health",)]),
    languages=st.sampled_from([(), ("en",)]),
    certifications=st.sampled_from([{}, {"siem": None}]),
    territories=st.sampled_from(AREAS),
    latitude=st.sampled_from([None, 30.0, 33.0]),
    longitude=st.just(-97.0),
    absences=st.sampled_from([(), ((NOW.date(), NOW.date()),)]),
)
METHODS = [
    "round_robin", "weighted", "tiered", "nearest", "territory", "performance", "open_load", "best_match",
    "claim",
]  # fmt: skip
PREFERENCES = [[], ["territory_specificity", "specialisation"], ["tier"], ["certification", "language"]]
pools = st.builds(
    lambda **pool: pool,
    method=st.sampled_from(METHODS),
    require=st.sampled_from([[], ["territory"], ["industry", "product_certification"]]),
    prefer=st.sampled_from(
        [[], ["territory_specificity", "specialisation"], ["tier"], ["certification", "language"]]
    ),
)
arriving = st.builds(
    lambda **given: given,
    region=st.sampled_from([None, "US-TX"]),
    postal_code=st.sampled_from([None, "78701"]),
    industry=st.sampled_from([None, "health"]),
    languages=st.sampled_from([(), ("en",)]),
    required_certifications=st.sampled_from([(), ("siem",)]),
    latitude=st.sampled_from([None, 30.1]),
    longitude=st.just(-97.0),
    sticky_partner_id=st.sampled_from([None, None, "p1", "me"]),
    protected_partner_id=st.sampled_from([None, None, None, "p2", "me"]),
)
METHOD_TERMS: dict[str, dict[str, Any]] = {
    "tiered": {"shares": {"platinum": 60, "gold": 25, "silver": 15}},
    "performance": {"performance": {"prior_rate": 0.3}},
    "best_match": {"points": {"certification": 3, "industry": 2}},
    "claim": {"invite": 2},
}


def two_pools(first: dict[str, Any], second: dict[str, Any]) -> Any:
    named = {"first": {**first, "fallback": "second"}, "second": second}
    terms = {key: {**pool, **METHOD_TERMS.get(pool["method"], {})} for key, pool in named.items()}
    rules = [{"name": "all", "then": "route", "pool": "first"}]
    return compile_policy({"rules": rules, "pools": terms}, number=1)


@given(
    st.lists(facts, min_size=0, max_size=5),
    facts,
    facts,
    pools,
    pools,
    arriving,
    st.lists(st.integers(0, 4), max_size=6),
)
@settings(max_examples=600, deadline=None)
def test_one_partner_alone_tells_what_the_whole_contest_would(
    others: list[dict[str, Any]],
    own: dict[str, Any],
    change: dict[str, Any],
    first: dict[str, Any],
    second: dict[str, Any],
    coming: dict[str, Any],
    open_leads: list[int],
) -> None:
    me = PartnerFacts("me", **own)
    partner_table = partner_table_of(me, *(PartnerFacts(f"p{n}", **each) for n, each in enumerate(others)))
    version = two_pools(first, second)
    counts = dict(zip(partner_table.ids, open_leads, strict=False))
    routing_state = RoutingState.build(partner_table, open_counts=counts, offered_today=counts)
    coming_in: LeadFacts = lead(0, country="US", **coming)
    decision = decide(coming_in, version, partner_table, routing_state, NOW)
    competed = not decision.reason_codes("me")
    weight = max(change["weight"], 1)  # a weight of none would set it back to the fallback
    changed = replace(me, weight=weight) if competed else replace(me, **change)
    path = path_to_more([Past(coming_in, version, partner_table, routing_state, NOW)], changed)

    rivals = rivals_of(decision, coming_in, Router(version, partner_table), routing_state, NOW)
    assert rivals is not None
    newcomer = Newcomer(changed, TIERS)
    if competed:  # the others are its rivals, and it must not fall behind those it had outranked
        rivals = rivals.without(version, Newcomer(me, TIERS).weight(rivals, coming_in, version, NOW), me.tier)
    found = newcomer.share(
        rivals, coming_in, version, routing_state.counts[partner_table.position("me")], NOW
    )
    assert found == pytest.approx(path.after.expected, abs=1e-5)


def test_a_newcomer_of_another_day_is_looked_at_on_that_day() -> None:
    away = PartnerFacts("me", absences=((NOW.date(), NOW.date()),))
    partner_table = partner_table_of(replace(away, status="inactive"), PartnerFacts("other"))
    version = two_pools({"method": "round_robin"}, {"method": "round_robin"})
    routing_state, newcomer, nothing = (
        RoutingState.build(partner_table),
        Newcomer(away, TIERS),
        np.zeros(4, dtype=np.int64),
    )
    for days, expected in ((0, 0.0), (1, 0.5), (2, 0.5)):
        now, one = NOW + timedelta(days=days), lead(days)
        decision = decide(one, version, partner_table, routing_state, now)
        rivals = rivals_of(decision, one, Router(version, partner_table), routing_state, now)
        assert rivals is not None
        assert newcomer.share(rivals, one, version, nothing, now) == expected
