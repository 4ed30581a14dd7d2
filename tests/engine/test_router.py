"""A router keeps what it has worked out between leads; what it keeps never changes an answer."""

import gc
from datetime import timedelta
from typing import Any

import pytest

from routing.engine import PartnerFacts, Roster, Router, Standing, decide, decide_batch, first_difference
from tests.engine.builders import NOW, lead, leads, policy, roster_of


def partner(partner_id: str, **facts: Any) -> PartnerFacts:
    return PartnerFacts(id=partner_id, name=partner_id.upper(), **facts)


def test_a_kept_router_decides_as_a_fresh_one_does_for_each_lead() -> None:
    roster, version = (
        roster_of(partner("a"), partner("b", weight=2), partner("c", capacity=5)),
        policy("weighted"),
    )
    router, kept, fresh = Router(version, roster), Standing.build(roster), Standing.build(roster)
    for number, each in enumerate(leads(40)):
        now = NOW + timedelta(hours=7 * number)
        one, other = router.decide(each, kept, now), decide(each, version, roster, fresh, now)
        assert first_difference(one, other) is None
        kept.apply(one)
        fresh.apply(other)


def test_versions_that_take_each_others_place_in_memory_do_not_share_answers() -> None:
    roster = roster_of(partner("a"), partner("b"))
    for barred in ("a", "b") * 20:
        version = policy("round_robin", partners={"exclude": [barred]})
        [decision] = decide_batch([lead()], version, roster, Standing.build(roster), NOW)
        assert decision.partner_id == {"a": "b", "b": "a"}[barred]
        del version, decision
        gc.collect()


def test_deciding_leaves_nothing_behind_on_version_or_roster() -> None:
    roster, version = roster_of(partner("a"), partner("b")), policy("performance")
    before = set(vars(version))
    Router(version, roster).decide_batch(leads(3), Standing.build(roster), NOW)
    assert set(vars(version)) == before
    assert not [value for value in vars(roster).values() if isinstance(value, Router)]


def test_a_router_refuses_a_standing_of_another_roster() -> None:
    roster = roster_of(partner("a"))
    with pytest.raises(ValueError, match="another roster"):
        Router(policy(), roster).decide(lead(), Standing.build(Roster([partner("a")])), NOW)
