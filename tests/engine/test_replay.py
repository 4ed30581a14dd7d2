"""Stored decisions: small, complete, and the same when made again, also in another process."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from routing.engine import (
    Decision,
    LeadFacts,
    PartnerFacts,
    PartnerTable,
    RoutingState,
    Territory,
    Version,
    compile_policy,
    decide_batch,
    first_difference,
    replay,
)
from tests.engine.builders import NOW, TIERS, equals, leads, partner_table_of, policy


def varied(count: int = 500) -> PartnerTable:
    """Partners of every sort."""
    tiers, industries = ("platinum", "gold", "silver"), ("health", "manufacturing", "retail")
    partners = [
        PartnerFacts(
            id=f"partner-{number:04d}",
            name=f"Partner {number}",
            tier=tiers[number % 3],
            weight=number % 7 + 1,
            capacity=None if number % 4 else number % 9,
            status="active" if number % 11 else "inactive",
            certifications={"security": date(2026, 1, 1) if number % 5 == 0 else None} if number % 2 else {},
            specialisations=(industries[number % 3],),
            languages=("en", "de")[: number % 2 + 1],
            territories=(Territory("US"), Territory("US", "US-TX"))[: number % 3],
            time_zone=("America/Chicago", "Europe/Berlin", "Asia/Tokyo")[number % 3],
            absences=((date(2026, 3, 1), date(2026, 3, 3)),) if number % 13 == 0 else (),
            closed_won=number % 17,
            closed_lost=number % 19,
        )
        for number in range(count)
    ]
    return PartnerTable.build(partners, TIERS)


DOCUMENT: dict[str, Any] = {
    "rules": [
        {"name": "big", "when": {"field": "estimated_value", "op": "gte", "value": 90_000}, "then": "review"},
        {
            "name": "health",
            "when": {"field": "industry", "op": "eq", "value": "health"},
            "then": "route",
            "pool": "special",
        },
        {"name": "rest", "then": "route", "pool": "wide"},
    ],
    "pools": {
        "special": {
            "method": "tiered",
            "shares": {"platinum": 60, "gold": 25, "silver": 15},
            "partners": {"certifications": ["security"]},
            "require": ["territory", "industry"],
            "prefer": ["territory_specificity"],
            "fallback": "wide",
        },
        "wide": {"method": "performance", "caps": {"day": 3}, "max_per_account": 1},
    },
}


def batch(count: int = 60) -> list[LeadFacts]:
    return [
        LeadFacts(
            id=f"lead-{number}",
            received_at=NOW,
            account=f"company{number % 5}.example.com",
            country=("US", "DE")[number % 2],
            region="US-TX" if number % 4 == 0 else None,
            industry=("health", "retail")[number % 2],
            estimated_value=float(number * 1700),
            previous_partner_ids=("partner-0001",) if number % 6 == 0 else (),
            previous_offered_at=(NOW - timedelta(hours=number + 1),) if number % 6 == 0 else (),
            custom={"a": [number, {"b": None}]},
        )
        for number in range(count)
    ]


def uneven(partner_table: PartnerTable) -> RoutingState:
    return RoutingState.build(
        partner_table,
        open_counts={partner_id: number % 6 for number, partner_id in enumerate(partner_table.ids)},
        credits={"wide": {"partner-0002": 123_456_789, "partner-0003": -123_456_789}},
        offered_today={"partner-0004": 3},
        account_open={"company1.example.com": {"partner-0005": 1}},
    )


def test_a_batch_replayed_from_its_stored_parts_is_the_same() -> None:
    partner_table = varied()
    routing_state = uneven(partner_table)
    parts = (partner_table.snapshot(), routing_state.snapshot())
    made = decide_batch(batch(), compile_policy(DOCUMENT, number=3), partner_table, routing_state, NOW)
    stored = [decision.encode() for decision in made]
    facts = json.loads(json.dumps([lead.to_json() for lead in batch()]))
    again = replay(DOCUMENT, 3, *parts, facts, NOW)
    restored = PartnerTable.restore(parts[0])
    assert [
        first_difference(Decision.decode(data, restored), new)
        for data, new in zip(stored, again, strict=True)
    ] == [None] * 60
    assert {decision.outcome for decision in made} == {"route", "review"}
    assert any(decision.attempts for decision in made)


SCRIPT = """
import hashlib
from tests.engine.test_replay import DOCUMENT, NOW, batch, uneven, varied
from routing.engine import compile_policy, decide_batch
partner_table = varied()
made = decide_batch(batch(), compile_policy(DOCUMENT, number=3), partner_table, uneven(partner_table), NOW)
print(partner_table.digest, hashlib.sha256(b"".join(d.encode() for d in made)).hexdigest())
"""


def test_another_process_with_another_hash_seed_decides_the_same() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("method", ["round_robin", "weighted", "performance"])
def test_a_decision_on_500_partners_takes_about_two_kilobytes(method: str) -> None:
    """Worst case: all 500 eligible, every credit different."""
    partner_table = partner_table_of(
        *(replace(partner, status="active", capacity=None) for partner in varied().partners)
    )
    routing_state = RoutingState.build(partner_table)
    made = decide_batch(leads(1500), policy(method), partner_table, routing_state, NOW)
    sizes = [len(decision.encode()) for decision in made[-100:]]
    assert max(sizes) <= 2048
    decoded = Decision.decode(made[-1].encode(), partner_table)
    assert all(
        decoded.reason_codes(partner_id) or partner_table.position(partner_id) in decoded.eligible
        for partner_id in partner_table.ids
    )


def test_a_stored_decision_keeps_exact_changes_and_nearly_exact_credits() -> None:
    partner_table = varied(40)
    routing_state = RoutingState.build(partner_table)
    made = decide_batch(leads(30), policy("weighted"), partner_table, routing_state, NOW)[-1]
    decoded = Decision.decode(made.encode(), partner_table)
    assert decoded.credit_deltas() == made.credit_deltas()
    assert made.credit_before is not None
    assert decoded.credit_before is not None
    assert np.abs(decoded.credit_before - made.credit_before).max() <= 500_000


def test_a_decision_is_not_read_with_another_partner_table() -> None:
    partner_table = equals(3)
    data = decide_batch(leads(1), policy(), partner_table, RoutingState.build(partner_table), NOW)[0].encode()
    with pytest.raises(ValueError, match="another partner table"):
        Decision.decode(data, equals(4))
    with pytest.raises(ValueError, match="another partner table"):
        RoutingState.restore(RoutingState.build(partner_table).snapshot(), equals(4))


def changed_version() -> Version:
    return policy("weighted", prefer=["tier"])


def test_what_differs_is_named() -> None:
    partner_table = equals(3, tier="gold")
    routing_state = RoutingState.build(partner_table)
    stored, later = decide_batch(leads(2), policy("weighted"), partner_table, routing_state, NOW)
    other = decide_batch(leads(1), changed_version(), partner_table, RoutingState.build(partner_table), NOW)[
        0
    ]
    assert (first_difference(stored, other) or "").startswith("steps")
    again = decide_batch(leads(1), policy("weighted"), partner_table, routing_state, NOW)[0]
    assert (first_difference(stored, again) or "").startswith("partner_id")
    assert (first_difference(stored, later) or "").startswith("lead_id")
    heavier = partner_table.with_partner(replace(partner_table["p1"], weight=1, status="inactive"))
    fewer = decide_batch(leads(1), policy("weighted"), heavier, RoutingState.build(heavier), NOW)[0]
    assert first_difference(stored, fewer) is not None


def test_facts_come_back_as_they_were() -> None:
    for lead in batch():
        assert LeadFacts.from_json(json.loads(json.dumps(lead.to_json()))) == lead
    for partner in varied(50).partners:
        assert PartnerFacts.from_json(json.loads(json.dumps(partner.to_json()))) == partner


def test_unknown_facts_are_refused() -> None:
    with pytest.raises(ValueError, match="email"):
        LeadFacts.from_json({"id": "x", "email": "someone@example.com"})


def test_equal_partner_tables_share_one_address_and_a_change_gets_another() -> None:
    assert varied().digest == varied().digest == PartnerTable.restore(varied().snapshot()).digest
    other = varied()
    assert other.with_partner(replace(other.partners[7], weight=99)).digest != other.digest
    assert len(varied().snapshot()) < 500 * 100
