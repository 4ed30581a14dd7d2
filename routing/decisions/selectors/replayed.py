"""Stored decisions made again from what was stored: they must come out the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from routing.decisions.selectors.stored_decisions import stored_partner_table
from routing.engine import Decision, LeadFacts, PartnerTable, Router, RoutingState, first_difference
from routing.models import Batch, ManualDecision
from routing.models import Decision as DecisionRow
from routing.policies.selectors.published import compiled_version


@dataclass(frozen=True)
class Difference:
    """The first decision that comes out otherwise, or cannot be made again."""

    decision_id: UUID | None
    batch_id: UUID
    decided_at: datetime
    words: str


@dataclass(frozen=True)
class Replay:
    """How many decisions came out the same, and the first that did not.

    `by_hand`: how many a person made in that time. A person's choice follows from no rules, so none of them
    is made again.
    """

    decisions: int
    batches: int
    difference: Difference | None
    by_hand: int = 0


def replay_since(since: datetime | None = None) -> Replay:
    """Replay every decision of the vendor since an instant, oldest first; stops at the first difference."""
    rows = Batch.objects.select_related("policy_version").order_by("decided_at", "id")
    chosen = rows if since is None else rows.filter(decided_at__gte=since)
    by_hand = _made_by_hand(since)
    decisions = batches = 0
    for batch in chosen.iterator(chunk_size=50):
        done, difference = replay_one(batch)
        decisions += done
        if difference is not None:
            return Replay(decisions, batches, difference, by_hand)
        batches += 1
    return Replay(decisions, batches, None, by_hand)


def _made_by_hand(since: datetime | None) -> int:
    rows = ManualDecision.objects.all()
    return (rows if since is None else rows.filter(decided_at__gte=since)).count()


def replay_one(batch: Batch) -> tuple[int, Difference | None]:
    """Replay one batch: how many of its decisions came out the same, and the first that did not."""
    rows = list(DecisionRow.objects.filter(batch_id=batch.id).order_by("position"))
    if [row.position for row in rows] != list(range(batch.size)):
        return 0, _difference(batch, None, f"{len(rows)} of {batch.size} decisions are there")
    done = 0
    try:
        for row, words in _compared(batch, rows):
            if words is not None:
                return done, _difference(batch, row, words)
            done += 1
    except (ValueError, KeyError, TypeError) as error:
        return done, _difference(batch, rows[done], f"cannot be made again: {error!r}")
    return done, None


def _compared(batch: Batch, rows: list[DecisionRow]) -> Iterator[tuple[DecisionRow, str | None]]:
    partner_table = stored_partner_table(batch.partner_table_id)
    routing_state = RoutingState.restore(bytes(batch.routing_state), partner_table)
    router = Router(compiled_version(batch.policy_version), partner_table)
    for row in rows:
        if "forgotten" in row.lead_facts:
            # Its lead was erased: it cannot be made again, but it moved the credits that the next began with.
            routing_state.apply(Decision.decode(bytes(row.body), partner_table))
            continue
        [decision] = router.decide_batch(
            [LeadFacts.from_json(row.lead_facts)], routing_state, batch.decided_at
        )
        yield row, _row_difference(row, partner_table, decision)


def _row_difference(row: DecisionRow, partner_table: PartnerTable, again: Decision) -> str | None:
    words = first_difference(Decision.decode(bytes(row.body), partner_table), again)
    if words is not None:
        return words
    told = (row.lead_id, row.outcome, row.review_reason, row.rule_name, row.pool, row.method, row.partner_id)
    partner_id = UUID(again.partner_id) if again.partner_id else None
    found = (
        UUID(again.lead_id), again.outcome, again.review_reason or "", again.rule_name, again.pool or "",
        again.method or "", partner_id,
    )  # fmt: skip
    return None if told == found else f"the row says {told!r}, the decision {found!r}"


def _difference(batch: Batch, row: DecisionRow | None, words: str) -> Difference:
    return Difference(row.id if row else None, batch.id, batch.decided_at, words)
