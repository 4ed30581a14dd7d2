"""The record of one run of the engine on one lead, and the terms it was made under."""

from collections import Counter
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, Literal

import numpy as np

from routing.engine.credit import LEAD, Index, Ints, pay_for
from routing.engine.guarded import Guarded
from routing.engine.packing import narrowed, pack, palette, unpack
from routing.engine.partner_table import PartnerTable
from routing.engine.reasons import Bits, codes_of
from routing.engine.terms import SlaTerms

Outcome = Literal["route", "review", "nurture"]
Deliver = Literal["at_once", "next_open_hour", "only_open"]


@dataclass(frozen=True, slots=True)
class Step:
    """One narrowing of the eligible: the preference or method, and how many it kept of how many."""

    name: str
    kept: int
    of: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """A pool that was tried before and had nobody: how many partners each reason kept out."""

    pool: str
    reason_counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Contest:
    """One lead's competition inside one pool, before anyone is chosen.

    Arrays named `eligible`, `weights`, `pay` and `credit_before` run parallel, in partner table
    order. `pay` is each contender's part of one lead in credit units; `charge` is their
    sum. The reason columns are as long as the partner table and may be shared between decisions.
    """

    pool: str
    method: str
    static: Bits
    dynamic: Bits
    outranked: tuple[tuple[Index, np.uint64], ...]
    particular: tuple[tuple[int, np.uint64], ...]
    eligible: Index
    weights: Ints
    pay: Ints
    charge: int
    steps: tuple[Step, ...]
    guard: tuple[Guarded, ...] = ()

    def reasons(self) -> Bits:
        """Every partner's reasons, as bits over the partner table; zero for the contenders."""
        bits: Bits = self.static | self.dynamic
        for index, bit in self.outranked:
            bits[index] |= bit
        for position, bit in self.particular:
            bits[position] |= bit
        return bits


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What the engine decided for one lead, and all it takes to explain it.

    `chosen` holds positions within the contest's `eligible`: one for a routed lead, several
    for a claim. `suggested_ids` ranks partners for a person to choose from when the outcome
    is `review`. `truth` is one bit per condition of the policy, for the rule trace.
    """

    lead_id: str
    outcome: Outcome
    review_reason: str | None
    rule_index: int
    rule_name: str
    sla: SlaTerms
    deliver: Deliver
    partner_table: PartnerTable = field(repr=False)
    contest: Contest | None = field(default=None, repr=False)
    credit_before: Ints | None = field(default=None, repr=False)
    chosen: tuple[int, ...] = ()
    partner_id: str | None = None
    invited_ids: tuple[str, ...] = ()
    suggested_ids: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    truth: int = 0
    account: str | None = None

    @property
    def pool(self) -> str | None:
        """The pool whose members competed; the key under which credits are kept."""
        return self.contest.pool if self.contest else None

    @property
    def method(self) -> str | None:
        """How that pool chooses."""
        return self.contest.method if self.contest else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Preferences and method steps that narrowed the eligible, in order."""
        return self.contest.steps if self.contest else ()

    @property
    def guard(self) -> tuple[Guarded, ...]:
        """What the pool's guard did, in figures."""
        return self.contest.guard if self.contest else ()

    def guarded(self, partner_id: str) -> list[Guarded]:
        """What the pool's guard did to this partner."""
        position = self.partner_table.position(partner_id)
        return [each for each in self.guard if position in each.places]

    @property
    def reasons(self) -> Bits:
        """Reason bits for every partner of the partner table; zero means a contender."""
        if self.contest is None:
            return np.zeros(len(self.partner_table), dtype=np.uint64)
        return self.contest.reasons()

    @property
    def eligible(self) -> Index:
        """Partner table positions of the contenders, ascending."""
        return self.contest.eligible if self.contest else np.empty(0, dtype=np.intp)

    @property
    def weights(self) -> Ints:
        """The contenders' weights, parallel to `eligible`."""
        return self.contest.weights if self.contest else np.empty(0, dtype=np.int64)

    def charges(self) -> tuple[int, ...]:
        """What each chosen one pays, parallel to `chosen`; the parts sum to the contest's charge."""
        if self.contest is None or not self.chosen:
            return ()
        part, extra = divmod(self.contest.charge, len(self.chosen))
        return tuple(part + (turn < extra) for turn in range(len(self.chosen)))

    def deltas(self) -> Ints:
        """What each contender's credit changes by; sums to exactly zero; zeros if nobody was chosen."""
        if self.contest is None or not self.chosen:
            return np.zeros(len(self.eligible), dtype=np.int64)
        changed = self.contest.pay.copy()
        for position, charge in zip(self.chosen, self.charges(), strict=True):
            changed[position] -= charge
        return changed

    @property
    def credit_after(self) -> Ints | None:
        """The contenders' credits once this decision is applied."""
        return None if self.credit_before is None else self.credit_before + self.deltas()

    def credit_deltas(self) -> dict[str, int]:
        """Partner id to change of credit, in billionths of a lead, zeros left out."""
        ids = self.partner_table.ids
        changes = zip(self.eligible.tolist(), self.deltas().tolist(), strict=True)
        return {ids[position]: change for position, change in changes if change}

    def reason_codes(self, partner_id: str) -> tuple[str, ...]:
        """Every reason that kept this partner from competing; empty for a contender."""
        return codes_of(int(self.reasons[self.partner_table.position(partner_id)]))

    def reason_counts(self) -> dict[str, int]:
        """How many partners each reason applied to."""
        return count_reasons(self.reasons)

    def encode(self) -> bytes:
        """The compact stored form, about 2 KB at 500 partners; `decode` reads it with the same partner
        table."""
        header = {name: getattr(self, name) for name in _STORED}
        header["roster"] = [len(self.partner_table), self.partner_table.digest[:16]]
        header["sla"] = _values_of(self.sla)
        header["attempts"] = [[attempt.pool, attempt.reason_counts] for attempt in self.attempts]
        header["truth"] = f"{self.truth:x}"
        header["invited"] = bool(self.invited_ids)
        contest, before = self.contest, self.credit_before
        if contest is None or before is None:
            return pack(header, [])
        if contest.guard:
            header["guard"] = [each.to_json() for each in contest.guard]
        header["contest"] = [
            contest.pool,
            contest.method,
            [(step.name, step.kept, step.of) for step in contest.steps],
        ]
        kinds, kind_of_each = palette(contest.reasons())
        distinct, weights = _by_palette(contest.weights)
        columns = (kind_of_each, weights, rounded(before))
        return pack(header, [kinds, distinct, *(narrowed(column) for column in columns)])

    @classmethod
    def decode(cls, data: bytes, partner_table: PartnerTable) -> "Decision":
        """The decision that `encode` wrote; credits are kept to a thousandth of a lead.

        Raises ValueError for another partner table than the one it was made with.
        """
        header, arrays = unpack(data)
        if header.pop("roster") != [len(partner_table), partner_table.digest[:16]]:
            raise ValueError("this decision was made with another partner table")
        header["sla"] = SlaTerms(*header["sla"])
        header["attempts"] = tuple(
            Attempt(pool, tuple((code, count) for code, count in counts))
            for pool, counts in header["attempts"]
        )
        header["truth"] = int(header["truth"], 16)
        for name in ("chosen", "suggested_ids"):
            header[name] = tuple(header[name])
        invited, described = header.pop("invited"), header.pop("contest", None)
        guard = tuple(Guarded.from_json(each) for each in header.pop("guard", ()))
        if described is None:
            return cls(partner_table=partner_table, **header)
        contest, before = _unpacked(described, arrays, partner_table, guard)
        taken = tuple(partner_table.ids[contest.eligible[place]] for place in header["chosen"])
        if invited:
            header["invited_ids"] = taken
        elif taken:
            header["partner_id"] = taken[0]
        return cls(partner_table=partner_table, contest=contest, credit_before=before, **header)


def count_reasons(bits: Bits) -> dict[str, int]:
    """Reason code to the number of partners that carry it."""
    values, counts = np.unique(bits, return_counts=True)
    total: Counter[str] = Counter()
    for value, count in zip(values.tolist(), counts.tolist(), strict=True):
        for code in codes_of(value):
            total[code] += count
    return dict(total)


ROUNDING: Final = LEAD // 1_000
"""Stored credits are whole thousandths of a lead."""

_STORED: Final = (
    "lead_id", "outcome", "review_reason", "rule_index", "rule_name", "deliver", "chosen", "suggested_ids",
    "account",
)  # fmt: skip


_values_of: Final = attrgetter(*(one.name for one in fields(SlaTerms)))


def rounded(credit: Ints) -> Ints:
    """Credits in thousandths of a lead, nearest."""
    return (credit + ROUNDING // 2) // ROUNDING


def _by_palette(weights: Ints) -> tuple[Ints, Ints]:
    """The distinct weights and which one each is; where there are many, none and the weights themselves."""
    distinct, which = palette(weights)
    return (distinct, which) if len(distinct) <= 256 else (distinct[:0], weights)


def _unpacked(
    described: list[Any], arrays: list[Any], partner_table: PartnerTable, guard: tuple[Guarded, ...]
) -> tuple[Contest, Ints]:
    """The contenders are those without a reason, so that they need not be stored."""
    pool, method, steps = described
    kinds, distinct, kind_of_each, weights, credit = arrays
    reasons = kinds[kind_of_each]
    each_weight: Ints = distinct[weights] if len(distinct) else weights.astype(np.int64)
    pay = pay_for(each_weight)
    contest = Contest(
        pool=pool,
        method=method,
        static=reasons,
        dynamic=np.zeros(len(partner_table), dtype=np.uint64),
        outranked=(),
        particular=(),
        eligible=np.flatnonzero(reasons == 0),
        weights=each_weight,
        pay=pay,
        charge=int(pay.sum()),
        steps=tuple(Step(*step) for step in steps),
        guard=guard,
    )
    return contest, credit.astype(np.int64) * ROUNDING
