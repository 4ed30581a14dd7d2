"""The rows behind the share report: counted days, what is not counted yet, what was paid back, and offers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from prm.tenants.scope import current_vendor_id
from routing.models import Offer
from routing.selectors.share_count import Count, Key, Line, add_lines, count_decisions

# One statement, so that a count going on at the same time is seen whole or not at all.
COUNTED = """
WITH days AS (
    SELECT * FROM routing_shareday WHERE vendor_id = %(vendor)s AND day >= %(first)s AND day <= %(last)s
)
SELECT 'pool', pool, date_trunc('week', day)::date, NULL::uuid, sum(decisions), 0, 0 FROM days GROUP BY 2, 3
UNION ALL
SELECT 'line', pool, date_trunc('week', day)::date, line.partner_id, sum(line.entitled), sum(line.received),
       sum(line.contests)
FROM days, unnest(days.partner_ids, days.entitled, days.received, days.contests)
    AS line (partner_id, entitled, received, contests)
GROUP BY 2, 3, 4
UNION ALL
SELECT 'uncounted', '', NULL, id, 0, 0, 0 FROM routing_uncounteddecision WHERE vendor_id = %(vendor)s
"""

OFFERS = """
WITH given AS (
    SELECT pool, partner_id, is_manual, state, accepted_at IS NOT NULL AS accepted, outcome
    FROM routing_offer
    WHERE vendor_id = %(vendor)s AND offered_at >= %(since)s AND offered_at < %(until)s AND NOT is_claim
    UNION ALL
    SELECT o.pool, i.partner_id, false,
           CASE WHEN i.declined_at IS NOT NULL THEN 'declined' WHEN o.partner_id = i.partner_id THEN o.state
                WHEN o.state IN ('offered', 'expired', 'withdrawn') THEN o.state ELSE 'taken' END,
           o.partner_id = i.partner_id AND o.accepted_at IS NOT NULL,
           CASE WHEN o.partner_id = i.partner_id THEN o.outcome ELSE '' END
    FROM routing_offerinvitee i JOIN routing_offer o ON o.vendor_id = i.vendor_id AND o.id = i.offer_id
    WHERE i.vendor_id = %(vendor)s AND o.offered_at >= %(since)s AND o.offered_at < %(until)s
)
SELECT pool, partner_id, count(*), count(*) FILTER (WHERE is_manual), count(*) FILTER (WHERE accepted),
       count(*) FILTER (WHERE state = 'declined'), count(*) FILTER (WHERE state = 'expired'),
       count(*) FILTER (WHERE state = 'revoked'), count(*) FILTER (WHERE outcome = 'won')
FROM given WHERE partner_id IS NOT NULL
GROUP BY pool, partner_id
"""


class Offers(NamedTuple):
    """How many offers one partner had in one pool, and what became of them."""

    offers: int = 0
    manual: int = 0
    accepted: int = 0
    declined: int = 0
    expired: int = 0
    revoked: int = 0
    won: int = 0

    @property
    def automatic(self) -> int:
        """Offers that the engine made."""
        return self.offers - self.manual

    @property
    def acceptance(self) -> float | None:
        """Accepted of those answered or missed; None before there is any."""
        answered = self.accepted + self.declined + self.expired
        return self.accepted / answered if answered else None

    def plus(self, other: "Offers") -> "Offers":
        """Both together."""
        return Offers(*[one + more for one, more in zip(self, other, strict=True)])


@dataclass
class PoolCount:
    """One pool: decisions and lines, in all and by week (its Monday)."""

    decisions: int = 0
    lines: dict[str, Line] = field(default_factory=dict)
    weeks: dict[date, dict[str, Line]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, week: date, partner_id: str, line: Line, sign: int = 1) -> None:
        """Add a line to the total and to its week."""
        add_lines(self.lines, [(partner_id, line)], sign)
        add_lines(self.weeks[week], [(partner_id, line)], sign)


def pool_counts(since_on: date, until_on: date) -> dict[str, PoolCount]:
    """Pool to what was entitled and received from one day to another, both included (UTC)."""
    found: dict[str, PoolCount] = defaultdict(PoolCount)
    uncounted: list[UUID] = []
    asked: dict[str, str | date] = {"vendor": str(current_vendor_id()), "first": since_on, "last": until_on}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, asked)
        for kind, pool, week, id_, one, two, three in cursor:
            if kind == "pool":
                found[pool].decisions += int(one)
            elif kind == "line":
                found[pool].add(week, str(id_), (int(one), int(two), int(three)))
            else:
                uncounted.append(id_)
    if uncounted:
        _add(found, _within(count_decisions(uncounted), since_on, until_on))
    _add(found, count_decisions(_paid_back(since_on, until_on)), sign=-1)
    return {pool: count for pool, count in sorted(found.items()) if count.decisions}


def offers_by_pool(since_on: date, until_on: date) -> dict[tuple[str, str], Offers]:
    """Pool and partner to the offers made from one day to another, both included (UTC)."""
    since, until = day_range(since_on, until_on)
    asked: dict[str, str | date] = {"vendor": str(current_vendor_id()), "since": since, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(OFFERS, asked)
        return {(pool, str(partner_id)): Offers(*counts) for pool, partner_id, *counts in cursor}


def day_range(since_on: date, until_on: date) -> tuple[datetime, datetime]:
    """The instants from the first midnight to the midnight after the last day."""
    return (
        datetime.combine(since_on, time.min, UTC),
        datetime.combine(until_on + timedelta(days=1), time.min, UTC),
    )


def _paid_back(since_on: date, until_on: date) -> list[UUID]:
    """Decisions of those days whose turn was given back: as if they had never been made."""
    since, until = day_range(since_on, until_on)
    rows = Offer.objects.filter(turn_paid_back=True, offered_at__gte=since, offered_at__lt=until)
    return [id_ for id_ in rows.values_list("decision_id", flat=True) if id_ is not None]


def _within(counted: Mapping[Key, Count], since_on: date, until_on: date) -> dict[Key, Count]:
    return {key: count for key, count in counted.items() if since_on <= key[1] <= until_on}


def _add(found: dict[str, PoolCount], counted: Mapping[Key, Count], sign: int = 1) -> None:
    for (pool, day), count in counted.items():
        monday = day - timedelta(days=day.weekday())
        found[pool].decisions += sign * count.decisions
        for partner_id, line in count.lines.items():
            found[pool].add(monday, partner_id, line, sign)
