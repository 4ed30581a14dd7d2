"""The decisions of the last months in memory, to be asked what would have been with other facts."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from routing.engine import Decision, LeadFacts, Rivals, Roster, Router, Standing, Version, rivals_of
from routing.engine.packing import narrowed
from routing.engine.reasons import Bits
from routing.engine.roster import Ints
from routing.models import Batch, PolicyVersion
from routing.models import Decision as DecisionRow
from routing.selectors.published import compiled_version
from routing.selectors.stored_decisions import CHUNK, stored_roster

MOST_DECISIONS: Final = 20_000


@dataclass(frozen=True)
class PastDecision:
    """The first decision on one lead, and whom a partner would have met in it (None: a person decided)."""

    batch_id: UUID
    position: int
    roster: Roster
    version: Version
    facts: LeadFacts
    decided_at: datetime
    method: str
    rivals: Rivals | None


@dataclass(frozen=True)
class Group:
    """Decisions on one roster: `bits[i, j]` are the reasons of partner j in decision i."""

    roster: Roster
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

    def standing_before(self, position: int, roster: Roster) -> Standing:
        """Everybody's counts before one decision; no credits, which no reason depends on."""
        counts = self.counts.astype(np.int64)
        for at, who in self.offered:
            counts[who] += at < position
        for at, who in self.invited:
            counts[who, 1:] += at < position
        return Standing(roster, counts)


class PastDecisions:
    """The newest decisions since an instant, one a lead, by roster."""

    def __init__(self, since: datetime) -> None:
        self._versions: dict[UUID, Version] = {}
        self._openings: dict[UUID, Opening] = {}
        self.groups = list(self._groups(since))

    def __len__(self) -> int:
        return sum(len(group.decisions) for group in self.groups)

    def counts_before(self, past: PastDecision, partner: int) -> Ints:
        """Open leads and offers of the day, week and month of the partner at this place of the roster."""
        return self._openings[past.batch_id].counts_before(past.position, partner)

    def _groups(self, since: datetime) -> Iterator[Group]:
        by_roster: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
        for roster_id, row in self._rows(since):
            by_roster[roster_id].append(row)
        for roster_id, rows in by_roster.items():
            yield self._group(stored_roster(roster_id), sorted(rows, key=lambda row: row["decided_at"]))

    def _group(self, roster: Roster, rows: Sequence[dict[str, Any]]) -> Group:
        self._openings |= openings({row["batch_id"] for row in rows}, roster)
        bits = np.zeros((len(rows), len(roster)), dtype=np.uint64)
        shares = np.zeros((len(rows), len(roster)), dtype=np.float32)
        decisions, routers = [], dict[Version, Router]()
        for number, row in enumerate(rows):
            decision = Decision.decode(bytes(row["body"]), roster)
            bits[number] = decision.reasons
            contest = decision.contest
            if contest is not None and decision.outcome == "route":
                shares[number, contest.eligible] = contest.pay / max(contest.charge, 1)
            version = self._version(row["batch__policy_version_id"])
            router = routers[version] = routers.get(version) or Router(version, roster)
            decisions.append(self._past(row, decision, router))
        return Group(roster, decisions, bits, shares)

    def _past(self, row: dict[str, Any], decision: Decision, router: Router) -> PastDecision:
        facts = LeadFacts.from_json(row["lead_facts"])
        standing = self._openings[row["batch_id"]].standing_before(row["position"], router.roster)
        return PastDecision(
            batch_id=row["batch_id"],
            position=row["position"],
            roster=router.roster,
            version=router.version,
            facts=facts,
            decided_at=row["decided_at"],
            method=row["method"],
            rivals=rivals_of(decision, facts, router, standing, row["decided_at"]),
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
        for row in newest.values("batch__roster_id", *names).iterator(chunk_size=CHUNK):
            yield row["batch__roster_id"], row

    def _version(self, version_id: UUID) -> Version:
        if version_id not in self._versions:
            self._versions[version_id] = compiled_version(PolicyVersion.objects.get(id=version_id))
        return self._versions[version_id]


def openings(batch_ids: Collection[UUID], roster: Roster) -> dict[UUID, Opening]:
    """How each of these batches, all on one roster, began and went on. Two queries."""
    found: dict[UUID, Opening] = {}
    for batch_id, standing in Batch.objects.filter(id__in=batch_ids).values_list("id", "standing").iterator():
        counts = narrowed(Standing.restore(bytes(standing), roster).counts)
        found[batch_id] = Opening(counts, [], [])
    rows = DecisionRow.objects.filter(batch_id__in=batch_ids, outcome="route").order_by()
    for batch_id, position, partner_id in rows.values_list("batch_id", "position", "partner_id").iterator():
        place = roster.find(str(partner_id)) if partner_id else None
        if place is not None:
            found[batch_id].offered.append((position, place))
    for batch_id, position, body in rows.filter(partner_id__isnull=True).values_list(
        "batch_id", "position", "body"
    ):
        decision = Decision.decode(bytes(body), roster)
        places = [(position, roster.position(each)) for each in decision.invited_ids]
        found[batch_id].invited.extend(places)
    return found
