"""The decisions of the last months in memory, to be replayed with other facts."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from routing.engine import Decision, LeadFacts, Past, Roster, Standing, Version
from routing.engine.reasons import Bits
from routing.models import Batch, PolicyVersion
from routing.models import Decision as DecisionRow
from routing.selectors.published import compiled_version
from routing.selectors.stored_decisions import CHUNK, stored_roster

MOST_DECISIONS: Final = 20_000
DECISIONS_KEPT: Final = 6_000


@dataclass(frozen=True)
class PastDecision:
    """The first decision on one lead."""

    batch_id: UUID
    position: int
    roster: Roster
    version: Version
    facts: LeadFacts
    decided_at: datetime
    method: str


@dataclass(frozen=True)
class Group:
    """Decisions on one roster: `bits[i, j]` are the reasons of partner j in decision i."""

    roster: Roster
    decisions: list[PastDecision]
    bits: Bits
    shares: NDArray[np.float32]


class PastDecisions:
    """The newest decisions since an instant, one a lead, by roster."""

    def __init__(self, since: datetime) -> None:
        self._versions: dict[UUID, Version] = {}
        self._batches: OrderedDict[UUID, tuple[bytes, list[Decision]]] = OrderedDict()
        self._kept = 0
        self.groups = list(self._groups(since))

    def __len__(self) -> int:
        return sum(len(group.decisions) for group in self.groups)

    def runs(self, decisions: Sequence[PastDecision]) -> list[Past]:
        """Each decision with the standing it was made on, for the engine to replay."""
        by_batch: dict[UUID, list[PastDecision]] = defaultdict(list)
        for decision in decisions:
            by_batch[decision.batch_id].append(decision)
        return [run for batch_id, few in by_batch.items() for run in self._runs_of(batch_id, few)]

    def _runs_of(self, batch_id: UUID, decisions: Sequence[PastDecision]) -> Iterator[Past]:
        """The batch replayed up to the last of the decisions asked for."""
        roster = decisions[0].roster
        opening, made = self._batch(batch_id, roster)
        standing, reached = Standing.restore(opening, roster), 0
        for asked in sorted(decisions, key=lambda decision: decision.position):
            for decision in made[reached : asked.position]:
                standing.apply(decision)
            reached = asked.position
            now = asked.decided_at
            yield Past(asked.facts, asked.version, roster, standing.copy(), now)

    def _batch(self, batch_id: UUID, roster: Roster) -> tuple[bytes, list[Decision]]:
        """A batch's standing and decisions; those used last are kept."""
        found = self._batches.get(batch_id)
        if found is not None:
            self._batches.move_to_end(batch_id)
            return found
        standing = Batch.objects.values_list("standing", flat=True).get(id=batch_id)
        rows = DecisionRow.objects.filter(batch_id=batch_id).order_by("position")
        made = [Decision.decode(bytes(body), roster) for body in rows.values_list("body", flat=True)]
        self._batches[batch_id] = (bytes(standing), made)
        self._kept += len(made)
        while self._kept > DECISIONS_KEPT and len(self._batches) > 1:
            self._kept -= len(self._batches.popitem(last=False)[1][1])
        return bytes(standing), made

    def _groups(self, since: datetime) -> Iterator[Group]:
        found: dict[UUID, list[tuple[PastDecision, Decision]]] = defaultdict(list)
        for roster_id, row in self._rows(since):
            roster = stored_roster(roster_id)
            past = PastDecision(
                batch_id=row["batch_id"],
                position=row["position"],
                roster=roster,
                version=self._version(row["batch__policy_version_id"]),
                facts=LeadFacts.from_json(row["lead_facts"]),
                decided_at=row["decided_at"],
                method=row["method"],
            )
            found[roster_id].append((past, Decision.decode(bytes(row["body"]), roster)))
        for pairs in found.values():
            yield _group(pairs)

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
        for row in newest.values("batch__roster_id", *names).iterator(chunk_size=CHUNK):
            yield row["batch__roster_id"], row

    def _version(self, version_id: UUID) -> Version:
        if version_id not in self._versions:
            self._versions[version_id] = compiled_version(PolicyVersion.objects.get(id=version_id))
        return self._versions[version_id]


def _group(pairs: Sequence[tuple[PastDecision, Decision]]) -> Group:
    roster = pairs[0][0].roster
    bits = np.zeros((len(pairs), len(roster)), dtype=np.uint64)
    shares = np.zeros((len(pairs), len(roster)), dtype=np.float32)
    for number, (_, decision) in enumerate(pairs):
        bits[number] = decision.reasons
        contest = decision.contest
        if contest is not None and decision.outcome == "route":
            shares[number, contest.eligible] = contest.pay / max(contest.charge, 1)
    return Group(roster, [past for past, _ in pairs], bits, shares)
