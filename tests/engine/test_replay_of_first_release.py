"""Decisions that the first release stored come out the same today, to the bit.

`tests/data/decisions_of_first_release.json.gz` holds whole batches as that release wrote them: policy
documents, partner tables, the state each batch began with, leads' facts, and the decisions' bodies.
"""

import base64
import gzip
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from routing.engine import (
    Decision,
    LeadFacts,
    PartnerTable,
    RoutingState,
    compile_policy,
    first_difference,
    replay_batch,
)

STORED = Path(__file__).parents[1] / "data" / "decisions_of_first_release.json.gz"


@pytest.fixture(scope="module")
def first_release() -> dict[str, Any]:
    with gzip.open(STORED, "rt", encoding="utf-8") as file:
        return dict(json.load(file))


def test_every_decision_of_the_first_release_replays_to_the_bit(first_release: dict[str, Any]) -> None:
    differences, replayed = [], 0
    for batch in first_release["batches"]:
        for words in _differences(first_release, batch):
            replayed += 1
            differences += [words] if words else []
    assert differences == []
    assert replayed > 600


def test_a_changed_fact_shows(first_release: dict[str, Any]) -> None:
    batch = next(one for one in first_release["batches"] if _is_routed_by_place(one))
    changed = json.loads(json.dumps(batch))
    for decision in changed["decisions"]:
        decision["facts"] |= {"country": "AQ", "region": None, "latitude": None, "longitude": None}
    assert any(_differences(first_release, changed))


def _differences(stored: dict[str, Any], batch: dict[str, Any]) -> list[str | None]:
    table = PartnerTable.restore(base64.b64decode(stored["partner_tables"][batch["partners"]]))
    state = RoutingState.restore(base64.b64decode(batch["state"]), table)
    version = stored["versions"][batch["version"]]
    facts = [LeadFacts.from_json(decision["facts"]) for decision in batch["decisions"]]
    now = datetime.fromisoformat(batch["decided_at"])
    policy = compile_policy(version["document"], number=version["number"])
    again = replay_batch(facts, policy, table, state, now)
    before = (Decision.decode(base64.b64decode(one["body"]), table) for one in batch["decisions"])
    return [first_difference(one, other) for one, other in zip(before, again, strict=True)]


def _is_routed_by_place(batch: dict[str, Any]) -> bool:
    return any(decision["facts"].get("latitude") for decision in batch["decisions"])
