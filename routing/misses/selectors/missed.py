"""What a partner missed in a period, by what kept it away."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from routing.engine.reasons import codes_of
from routing.misses.selectors.count_misses import count_misses
from routing.models import MissedDay, UncountedDecision


@dataclass(frozen=True)
class MissedFor:
    """A reason: for how many leads it held, and for how many it was the only one."""

    code: str
    leads: int
    alone: int


@dataclass(frozen=True)
class Missed:
    """The leads in a partner's reach that went to others, each by the first decision on it.

    `turns`: where the partner competed, and it was another's turn. A lead with two reasons counts for both.
    """

    leads: int
    turns: int
    reasons: tuple[MissedFor, ...]


def missed_by(*, partner_id: UUID, since_on: date, until_on: date) -> Missed:
    """Every lead of these days of the vendor's, both included, the most frequent reason first."""
    total: Counter[int] = Counter()
    kept = MissedDay.objects.filter(partner_id=partner_id, day__range=(since_on, until_on))
    for leads in kept.values_list("leads", flat=True):
        total.update({int(bits): count for bits, count in leads.items()})
    waiting = UncountedDecision.objects.values("id")
    for (other, day), more in count_misses(waiting).items():
        if other == str(partner_id) and since_on <= day <= until_on:
            total.update(more)
    return _by_reason(total)


def _by_reason(total: Counter[int]) -> Missed:
    leads: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for bits, count in total.items():
        codes = codes_of(bits)
        leads.update(dict.fromkeys(codes, count))
        if len(codes) == 1:
            alone[codes[0]] += count
    reasons = tuple(MissedFor(code, count, alone[code]) for code, count in leads.most_common())
    return Missed(sum(total.values()), total[0], reasons)
