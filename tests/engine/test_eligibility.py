"""Every check: who is kept out, with which codes, and that nobody's other reasons are lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from routing.engine import BY_CODE, REASONS, PartnerFacts, RoutingState, Territory
from tests.engine.builders import NOW, decide_one, partner_table_of, policy, policy_of, reasons

FIT = PartnerFacts(
    id="fit",
    tier="gold",
    country="US",
    certifications={"security": None},
    specialisations=("manufacturing",),
    languages=("en-GB",),
    territories=(Territory(country="US"),),
    latitude=30.27,
    longitude=-97.74,
    joined_on=date(2020, 1, 1),
    capacity=5,
)
LEAD: dict[str, Any] = {
    "country": "US",
    "region": "US-TX",
    "industry": "manufacturing",
    "languages": ("en-US",),
    "required_certifications": ("security",),
    "latitude": 30.2,
    "longitude": -97.7,
    "account": "example.com",
}
POOL: dict[str, Any] = {
    "partners": {"tiers": ["platinum", "gold"], "certifications": ["security"], "countries": ["US"]},
    "require": ["product_certification", "industry", "territory", "language", "policy_signed"],
}


def but(**facts: Any) -> PartnerFacts:
    return replace(FIT, id="other", **facts)


STATIC = [
    ({"status": "inactive"}, {}, ("inactive",)),
    ({"status": "probation"}, {}, ()),
    ({"policy_signed": False}, {}, ("policy_not_signed",)),
    ({"tier": "silver"}, {}, ("tier",)),
    ({"tier": None}, {}, ("tier",)),
    ({"country": "DE"}, {}, ("not_in_pool",)),
    ({}, {"partners": {"exclude": ["other"]}}, ("not_in_pool",)),
    ({"external_id": "x9"}, {"partners": {"exclude": ["x9"]}}, ("not_in_pool",)),
    ({}, {"partners": {"ids": ["fit"]}}, ("not_in_pool",)),
    ({"external_id": "x9"}, {"partners": {"external_ids": ["x9"], "ids": ["fit"]}}, ()),
    ({"certifications": {}}, {}, ("certification",)),
    ({"certifications": {"security": date(2026, 3, 2)}}, {}, ()),
    ({"certifications": {"security": date(2026, 3, 1)}}, {}, ("certification_expired",)),
    ({"specialisations": ("retail",)}, {}, ("specialisation",)),
    ({"specialisations": ("retail",)}, {"require": []}, ()),
    (
        {"specialisations": ("retail",)},
        {"partners": {"specialisations": ["manufacturing"]}, "require": []},
        ("specialisation",),
    ),
    ({"languages": ("de",)}, {}, ("language",)),
    ({"territories": ()}, {}, ("territory",)),
    ({"territories": (Territory(country="US", region="US-CA"),)}, {}, ("territory",)),
    ({"absences": ((date(2026, 3, 2), date(2026, 3, 2)),)}, {}, ("away",)),
    ({"absences": ((date(2026, 3, 3), date(2026, 3, 9)),)}, {}, ()),
    ({"paused_until": NOW + timedelta(seconds=1)}, {}, ("paused",)),
    ({"paused_until": NOW}, {}, ()),
    ({"paused_missed": True}, {}, ("paused_missed",)),
    ({"weight": 0}, {"method": "weighted"}, ("weight_zero",)),
    ({"weight": 0}, {"method": "round_robin"}, ()),
    ({"working_hours": ((0, 0, 600),)}, {"deliver": "only_open"}, ("outside_hours",)),
    ({"working_hours": ((0, 0, 600),)}, {"deliver": "next_open_hour"}, ()),
    ({"working_hours": ((0, 540, 1020),)}, {"deliver": "only_open"}, ()),
    (
        {"working_hours": ((0, 540, 1020),), "holidays": (date(2026, 3, 2),)},
        {"deliver": "only_open"},
        ("outside_hours",),
    ),
    (
        {"latitude": 40.7, "longitude": -74.0},
        {"method": "nearest", "nearest": {"radius_km": 300}},
        ("distance",),
    ),
    ({"latitude": None}, {"method": "nearest", "nearest": {"radius_km": 300}}, ("distance",)),
    (
        {"status": "inactive", "tier": "silver", "languages": (), "paused_missed": True, "territories": ()},
        {},
        ("inactive", "tier", "language", "territory", "paused_missed"),
    ),
]


@pytest.mark.parametrize(("facts", "pool", "expected"), STATIC)
def test_a_check_keeps_out_whom_it_should_with_all_reasons(
    facts: dict[str, Any], pool: dict[str, Any], expected: tuple[str, ...]
) -> None:
    version = policy(**{"method": "weighted", **POOL, **pool})
    decision = decide_one(partner_table_of(FIT, but(**facts)), version, **LEAD)
    assert reasons(decision).get("other", ()) == expected
    assert "fit" not in reasons(decision)


MOVING = [
    ({"open_counts": {"other": 5}}, {}, {}, ("capacity",)),
    ({"open_counts": {"other": 4}}, {}, {}, ()),
    ({"open_counts": {"other": 400}}, {}, {"capacity": None}, ()),
    ({"offered_today": {"other": 2}}, {}, {"daily_cap": 2}, ("cap_day",)),
    ({"offered_today": {"other": 2}}, {"caps": {"day": 2}}, {"daily_cap": 9}, ("cap_day",)),
    ({"offered_week": {"other": 7}}, {"caps": {"week": 7}}, {}, ("cap_week",)),
    ({"offered_week": {"other": 7}}, {}, {"weekly_cap": 8}, ()),
    ({"offered_month": {"other": 9}}, {}, {"monthly_cap": 9}, ("cap_month",)),
    ({"open_counts": {"other": 2}}, {"probation": {"open": 2}}, {"status": "probation"}, ("probation_cap",)),
    ({"open_counts": {"other": 2}}, {"probation": {"open": 2}}, {}, ()),
    (
        {"offered_week": {"other": 1}},
        {"probation": {"days": 30, "week": 1}},
        {"joined_on": date(2026, 2, 15)},
        ("probation_cap",),
    ),
    (
        {"offered_week": {"other": 1}},
        {"probation": {"days": 10, "week": 1}},
        {"joined_on": date(2026, 2, 15)},
        (),
    ),
    ({"account_open": {"example.com": {"other": 2}}}, {"max_per_account": 2}, {}, ("account_limit",)),
    (
        {"account_open": {"example.com": {"other": 1}}},
        {"max_per_account": 2},
        {"max_per_account": 1},
        ("account_limit",),
    ),
    ({"account_open": {"example.org": {"other": 2}}}, {"max_per_account": 2}, {}, ()),
    (
        {"open_counts": {"other": 5}, "offered_today": {"other": 1}},
        {"caps": {"day": 1}},
        {"paused_missed": True},
        ("capacity", "paused_missed", "cap_day"),
    ),
]


@pytest.mark.parametrize(("routing_state", "pool", "facts", "expected"), MOVING)
def test_a_limit_keeps_out_whoever_reached_it(
    routing_state: dict[str, Any], pool: dict[str, Any], facts: dict[str, Any], expected: tuple[str, ...]
) -> None:
    partner_table = partner_table_of(FIT, but(**facts))
    version = policy(**{"method": "weighted", **POOL, **pool})
    decision = decide_one(partner_table, version, RoutingState.build(partner_table, **routing_state), **LEAD)
    assert reasons(decision).get("other", ()) == expected


def test_earlier_holders_are_kept_out_for_ever_unless_there_is_a_cooldown() -> None:
    partner_table = partner_table_of(FIT, but())
    history = {"previous_partner_ids": ("other",), "previous_offered_at": (NOW - timedelta(days=3),)}
    assert reasons(decide_one(partner_table, policy(), **history)) == {"other": ("already_offered",)}
    assert reasons(decide_one(partner_table, policy(cooldown="4d"), **history)) == {
        "other": ("already_offered",)
    }
    assert reasons(decide_one(partner_table, policy(cooldown="3d"), **history)) == {}


def test_a_named_conflict_keeps_out() -> None:
    decision = decide_one(partner_table_of(FIT, but()), policy(), conflict_partner_ids=("other",))
    assert reasons(decision) == {"other": ("conflict",)}


def test_a_registered_deal_keeps_everyone_else_out() -> None:
    partner_table = partner_table_of(FIT, but())
    decision = decide_one(partner_table, policy(), protected_partner_id="other")
    assert decision.partner_id == "other"
    assert reasons(decision) == {"fit": ("conflict",)}


def test_a_registered_deal_whose_holder_cannot_take_it_is_loud() -> None:
    partner_table = partner_table_of(FIT, but(capacity=0))
    decision = decide_one(partner_table, policy(), protected_partner_id="other")
    assert (decision.outcome, decision.review_reason) == ("review", "protected_partner_unavailable")
    assert reasons(decision) == {"fit": ("conflict",), "other": ("capacity",)}


def test_dates_are_those_of_the_partner_not_of_the_server() -> None:
    """At 03:00 UTC it is still yesterday in Chicago and long today in Auckland."""
    now = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
    absent = ((date(2026, 3, 1), date(2026, 3, 1)),)
    partner_table = partner_table_of(
        PartnerFacts(id="chicago", time_zone="America/Chicago", absences=absent),
        PartnerFacts(id="auckland", time_zone="Pacific/Auckland", absences=absent),
    )
    assert reasons(decide_one(partner_table, policy(), now=now)) == {"chicago": ("away",)}
    later = now + timedelta(hours=4)
    assert reasons(decide_one(partner_table, policy(), now=later)) == {}
    assert reasons(decide_one(partner_table, policy(), now=now)) == {"chicago": ("away",)}


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        decide_one(partner_table_of(FIT), policy(), now=datetime(2026, 3, 2, 3, 0))


def test_every_reason_has_words_for_both_sides_and_its_own_bit() -> None:
    assert len(BY_CODE) == len(REASONS) <= 64
    assert all(reason.vendor_words and reason.partner_words for reason in REASONS)


def test_reason_bits_keep_their_positions() -> None:
    """Stored decisions hold bits: the order may only grow."""
    first = ["inactive", "policy_not_signed", "not_in_pool", "tier", "certification", "certification_expired"]
    assert [reason.code for reason in REASONS][:6] == first
    assert [reason.code for reason in REASONS].index("account_limit") == 21
    assert [reason.code for reason in REASONS][-4:] == [
        "unreachable",
        "own_campaign",
        "share_cap",
        "share_floor",
    ]


def test_unknown_tiers_and_ids_of_a_pool_let_nobody_in() -> None:
    version = policy_of({"pool": {"method": "weighted", "partners": {"tiers": ["diamond"]}}})
    assert reasons(decide_one(partner_table_of(FIT), version)) == {"fit": ("tier",)}
