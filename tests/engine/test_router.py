"""A router keeps what it has worked out between leads; what it keeps never changes an answer."""

import gc
from datetime import timedelta
from typing import Any

import pytest

from routing.engine import (
    PartnerFacts,
    PartnerTable,
    Router,
    RoutingState,
    decide,
    decide_batch,
    first_difference,
)
from tests.engine.builders import NOW, lead, leads, partner_table_of, policy


def partner(partner_id: str, **facts: Any) -> PartnerFacts:
    return PartnerFacts(id=partner_id, name=partner_id.upper(), **facts)


def test_a_kept_router_decides_as_a_fresh_one_does_for_each_lead() -> None:
    partner_table, version = (
        partner_table_of(partner("a"), partner("b", weight=2), partner("c", capacity=5)),
        policy("weighted"),
    )
    router, kept, fresh = (
        Router(version, partner_table),
        RoutingState.build(partner_table),
        RoutingState.build(partner_table),
    )
    for number, each in enumerate(leads(40)):
        now = NOW + timedelta(hours=7 * number)
        one, other = router.decide(each, kept, now), decide(each, version, partner_table, fresh, now)
        assert first_difference(one, other) is None
        kept.apply(one)
        fresh.apply(other)


def test_versions_that_take_each_others_place_in_memory_do_not_share_answers() -> None:
    partner_table = partner_table_of(partner("a"), partner("b"))
    for barred in ("a", "b") * 20:
        version = policy("round_robin", partners={"exclude": [barred]})
        [decision] = decide_batch([lead()], version, partner_table, RoutingState.build(partner_table), NOW)
        assert decision.partner_id == {"a": "b", "b": "a"}[barred]
        del version, decision
        gc.collect()


def test_deciding_leaves_nothing_behind_on_version_or_partner_table() -> None:
    partner_table, version = partner_table_of(partner("a"), partner("b")), policy("performance")
    before = set(vars(version))
    Router(version, partner_table).decide_batch(leads(3), RoutingState.build(partner_table), NOW)
    assert set(vars(version)) == before
    assert not [value for value in vars(partner_table).values() if isinstance(value, Router)]


def test_a_router_refuses_a_routing_state_of_another_partner_table() -> None:
    partner_table = partner_table_of(partner("a"))
    with pytest.raises(ValueError, match="another partner table"):
        Router(policy(), partner_table).decide(lead(), RoutingState.build(PartnerTable([partner("a")])), NOW)
