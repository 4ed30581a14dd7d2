"""The rows behind the share report: counted days, what is not counted yet, what was paid back, and offers."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from prm.platform.tenants.scope import current_vendor_id
from routing.batches.selectors.vendor_day import vendor_zone
from routing.shares.selectors.share_columns import Part, PoolCount, joined
from routing.shares.selectors.share_count import Count, Key, count_decisions

# One statement, so that a count going on at the same time is seen whole or not at all. Arrays come as the
# bytes that Postgres keeps them in: reading half a million numbers one by one would take a second.
COUNTED = """
SELECT pool, date_trunc('week', day)::date, decisions, array_send(partner_ids), array_send(entitled),
       array_send(received), array_send(contests), NULL::uuid
FROM routing_shareday WHERE vendor_id = %(vendor)s AND day >= %(first)s AND day <= %(last)s
UNION ALL
SELECT 'uncounted', NULL, 0, NULL, NULL, NULL, NULL, id FROM routing_uncounteddecision
WHERE vendor_id = %(vendor)s
UNION ALL
SELECT 'paid back', NULL, 0, NULL, NULL, NULL, NULL, decision_id FROM routing_offer
WHERE vendor_id = %(vendor)s AND turn_paid_back AND offered_at >= %(since)s AND offered_at < %(until)s
"""
HEADER: Final = 20
"""Bytes before the items of an array of one dimension: dimensions, nulls, type, length, lower bound."""
WHOLE: Final = np.dtype([("size", ">i4"), ("value", ">i8")])
ID: Final = np.dtype([("size", ">i4"), ("value", "V16")])

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


class Period(NamedTuple):
    """From one of the vendor's days to another, both included; and the instants of its midnights."""

    first: date
    last: date
    since: datetime
    until: datetime


def period_of(first: date, last: date) -> Period:
    """The days with their instants: from the first midnight to the midnight after the last day."""
    zone = vendor_zone()
    since = datetime.combine(first, time.min, zone)
    return Period(first, last, since, datetime.combine(last + timedelta(days=1), time.min, zone))


def pool_counts(period: Period) -> dict[str, PoolCount]:
    """Pool to what was entitled and received during a period."""
    parts: dict[str, list[Part]] = defaultdict(list)
    single: dict[str, list[UUID]] = defaultdict(list)
    asked = {"vendor": str(current_vendor_id()), **period._asdict()}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, asked)
        for pool, week, decisions, ids, entitled, received, contests, decision_id in cursor:
            if decision_id is not None:
                single[pool].append(decision_id)
            elif ids is not None and len(ids) > HEADER:
                figures = np.stack([_whole(each) for each in (entitled, received, contests)])
                parts[pool].append(Part(week, decisions, _ids(ids), figures))
    _add(parts, _within(count_decisions(single["uncounted"]), period))
    _add(parts, count_decisions(single["paid back"]), sign=-1)  # as if they had never been made
    counts = {pool: joined(found) for pool, found in sorted(parts.items())}
    return {pool: count for pool, count in counts.items() if count.decisions}


def offers_by_pool(period: Period) -> dict[tuple[str, str], Offers]:
    """Pool and partner to the offers made during a period."""
    asked = {"vendor": str(current_vendor_id()), **period._asdict()}
    with connection.cursor() as cursor:
        cursor.execute(OFFERS, asked)
        return {(pool, str(partner_id)): Offers(*counts) for pool, partner_id, *counts in cursor}


def _within(counted: Mapping[Key, Count], period: Period) -> dict[Key, Count]:
    return {key: count for key, count in counted.items() if period.first <= key[1] <= period.last}


def _add(parts: dict[str, list[Part]], counted: Mapping[Key, Count], sign: int = 1) -> None:
    for (pool, day), count in counted.items():
        monday = day - timedelta(days=day.weekday())
        parts[pool].append(Part.of(monday, count.decisions, count.lines.items(), sign))


def _whole(sent: Any) -> NDArray[np.int64]:
    """An array of whole numbers as Postgres sends it."""
    return np.frombuffer(sent, dtype=WHOLE, offset=HEADER)["value"].astype(np.int64)


def _ids(sent: Any) -> bytes:
    """The ids of an array as Postgres sends it, one after another."""
    return np.frombuffer(sent, dtype=ID, offset=HEADER)["value"].tobytes()
