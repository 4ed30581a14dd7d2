"""The decisions of the last months in memory, to be asked what would have been with other facts."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from routing.decisions.selectors.stored_decisions import CHUNK, stored_partner_table
from routing.engine import Decision, LeadFacts, PartnerTable, Rivals, Router, RoutingState, Version, rivals_of
from routing.engine.packing import narrowed
from routing.engine.partner_table import Ints
from routing.engine.reasons import Bits
from routing.models import Batch, PolicyVersion
from routing.models import Decision as DecisionRow
from routing.policies.selectors.published import compiled_version

MOST_DECISIONS: Final = 20_000


@dataclass(frozen=True)
class PastDecision:
    """The first decision on one lead, and whom a partner would have met in it (None: a person decided)."""

    batch_id: UUID
    position: int
    partner_table: PartnerTable
    version: Version
    facts: LeadFacts
    decided_at: datetime
    method: str
    rivals: Rivals | None


@dataclass(frozen=True)
class Group:
    """Decisions on one partner table: `bits[i, j]` are the reasons of partner j in decision i."""

    partner_table: PartnerTable
    decisions: list[PastDecision]
    bits: Bits
    shares: NDArray[np.float32]


@dataclass(frozen=True)
class Opening:
    """A batch's counts before its first decision, and who was offered or invited at which position."""

    counts: NDArray[Any]
    offered: list[tuple[int, int]]
    invited: list[tuple[int, int]]

    def counts_before(self, position: int, partner: int) -> Ints:
        """Open leads and offers of the day, week and month of one partner before one decision."""
        counts: Ints = self.counts[partner].astype(np.int64)
        counts += sum(1 for at, who in self.offered if who == partner and at < position)
        counts[1:] += sum(1 for at, who in self.invited if who == partner and at < position)
        return counts

    def routing_state_before(self, position: int, partner_table: PartnerTable) -> RoutingState:
        """Everybody's counts before one decision; no credits, which no reason depends on."""
        counts = self.counts.astype(np.int64)
        for at, who in self.offered:
            counts[who] += at < position
        for at, who in self.invited:
            counts[who, 1:] += at < position
        return RoutingState(partner_table, counts)


class PastDecisions:
    """The newest decisions since an instant, one a lead, by partner table."""

    def __init__(self, since: datetime) -> None:
        self._versions: dict[UUID, Version] = {}
        self._openings: dict[UUID, Opening] = {}
        self.groups = list(self._groups(since))

    def __len__(self) -> int:
        return sum(len(group.decisions) for group in self.groups)

    def counts_before(self, past: PastDecision, partner: int) -> Ints:
        """Open leads and offers of the day, week and month of the partner at this place of the partner
        table."""
        return self._openings[past.batch_id].counts_before(past.position, partner)

    def _groups(self, since: datetime) -> Iterator[Group]:
        by_partner_table: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
        for partner_table_id, row in self._rows(since):
            by_partner_table[partner_table_id].append(row)
        for partner_table_id, rows in by_partner_table.items():
            yield self._group(
                stored_partner_table(partner_table_id), sorted(rows, key=lambda row: row["decided_at"])
            )

    def _group(self, partner_table: PartnerTable, rows: Sequence[dict[str, Any]]) -> Group:
        self._openings |= openings({row["batch_id"] for row in rows}, partner_table)
        bits = np.zeros((len(rows), len(partner_table)), dtype=np.uint64)
        shares = np.zeros((len(rows), len(partner_table)), dtype=np.float32)
        decisions, routers = [], dict[Version, Router]()
        for number, row in enumerate(rows):
            decision = Decision.decode(bytes(row["body"]), partner_table)
            bits[number] = decision.reasons
            contest = decision.contest
            if contest is not None and decision.outcome == "route":
                shares[number, contest.eligible] = contest.pay / max(contest.charge, 1)
            version = self._version(row["batch__policy_version_id"])
            router = routers[version] = routers.get(version) or Router(version, partner_table)
            decisions.append(self._past(row, decision, router))
        return Group(partner_table, decisions, bits, shares)

    def _past(self, row: dict[str, Any], decision: Decision, router: Router) -> PastDecision:
        facts = LeadFacts.from_json(row["lead_facts"])
        routing_state = self._openings[row["batch_id"]].routing_state_before(
            row["position"], router.partner_table
        )
        return PastDecision(
            batch_id=row["batch_id"],
            position=row["position"],
            partner_table=router.partner_table,
            version=router.version,
            facts=facts,
            decided_at=row["decided_at"],
            method=row["method"],
            rivals=rivals_of(decision, facts, router, routing_state, row["decided_at"]),
        )

    @staticmethod
    def _rows(since: datetime) -> Iterator[tuple[UUID, dict[str, Any]]]:
        """Decisions that led to a pool, the first of each lead; of very many, the newest."""
        rows = DecisionRow.objects.filter(decided_at__gte=since).exclude(pool="")
        rows = rows.exclude(lead_facts__has_key="forgotten")
        firsts = rows.order_by("lead_id", "decided_at", "id").distinct("lead_id").values("id")
        newest = DecisionRow.objects.filter(id__in=firsts).order_by("-decided_at", "-id")[:MOST_DECISIONS]
        names = (
            "batch_id",
            "position",
            "batch__policy_version_id",
            "lead_facts",
            "decided_at",
            "method",
            "body",
        )
        for row in newest.values("batch__partner_table_id", *names).iterator(chunk_size=CHUNK):
            yield row["batch__partner_table_id"], row

    def _version(self, version_id: UUID) -> Version:
        if version_id not in self._versions:
            self._versions[version_id] = compiled_version(PolicyVersion.objects.get(id=version_id))
        return self._versions[version_id]


def openings(batch_ids: Collection[UUID], partner_table: PartnerTable) -> dict[UUID, Opening]:
    """How each of these batches, all on one partner table, began and went on. Two queries."""
    found: dict[UUID, Opening] = {}
    for batch_id, routing_state in (
        Batch.objects.filter(id__in=batch_ids).values_list("id", "routing_state").iterator()
    ):
        counts = narrowed(RoutingState.restore(bytes(routing_state), partner_table).counts)
        found[batch_id] = Opening(counts, [], [])
    rows = DecisionRow.objects.filter(batch_id__in=batch_ids, outcome="route").order_by()
    for batch_id, position, partner_id in rows.values_list("batch_id", "position", "partner_id").iterator():
        place = partner_table.find(str(partner_id)) if partner_id else None
        if place is not None:
            found[batch_id].offered.append((position, place))
    for batch_id, position, body in rows.filter(partner_id__isnull=True).values_list(
        "batch_id", "position", "body"
    ):
        decision = Decision.decode(bytes(body), partner_table)
        places = [(position, partner_table.position(each)) for each in decision.invited_ids]
        found[batch_id].invited.extend(places)
    return found
