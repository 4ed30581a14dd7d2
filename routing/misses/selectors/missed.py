"""What a partner missed in a period, by what kept it away."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from routing.engine.reasons import codes_of
from routing.misses.selectors.count_misses import count_misses
from routing.models import MissedDay, UncountedDecision


@dataclass(frozen=True)
class MissedFor:
    """A reason: for how many leads it held, for how many it was the only one, and how many of these there
    were on the worst day."""

    code: str
    leads: int
    alone: int
    most_on_a_day: int


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
    by_day: dict[date, Counter[int]] = defaultdict(Counter)
    kept = MissedDay.objects.filter(partner_id=partner_id, day__range=(since_on, until_on))
    for day, leads in kept.values_list("day", "leads"):
        by_day[day].update({int(bits): count for bits, count in leads.items()})
    waiting = UncountedDecision.objects.values("id")
    for (other, day), more in count_misses(waiting).items():
        if other == str(partner_id) and since_on <= day <= until_on:
            by_day[day].update(more)
    return _by_reason(list(by_day.values()))


def _by_reason(days: Sequence[Mapping[int, int]]) -> Missed:
    leads: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    most: Counter[str] = Counter()
    turns = 0
    for day in days:
        turns += day.get(0, 0)
        for bits, count in day.items():
            codes = codes_of(bits)
            leads.update(dict.fromkeys(codes, count))
            if len(codes) == 1:  # the only set of reasons that is this one alone
                alone[codes[0]] += count
                most[codes[0]] = max(most[codes[0]], count)
    reasons = tuple(MissedFor(code, count, alone[code], most[code]) for code, count in leads.most_common())
    return Missed(sum(sum(day.values()) for day in days), turns, reasons)
