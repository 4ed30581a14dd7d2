"""The rows behind the share report: counted days, what is not counted yet, what was paid back, and offers."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

import numpy as np
from django.db import connection

from prm.platform.arrays import ids_sent, is_empty, numbers_sent
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.selectors.vendor_day import vendor_zone
from routing.shares.selectors.share_columns import Part, PoolCount, joined
from routing.shares.selectors.share_count import Count, Key, count_decisions
from routing.shares.sql import COUNTED, OFFERS


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
            elif ids is not None and not is_empty(ids):
                figures = np.stack([numbers_sent(each) for each in (entitled, received, contests)])
                parts[pool].append(Part(week, decisions, ids_sent(ids), figures))
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
