"""Shares: what each partner was entitled to, what it received, and how far apart the two may be."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Final
from uuid import UUID

import numpy as np

from partners.models import Partner
from routing.batches.selectors.credits import Credits, credits_by_pool
from routing.engine import LEAD
from routing.engine.fairness import gini_index, jain_index
from routing.engine.methods import METHODS
from routing.policies.selectors.published import published_policy
from routing.shares.selectors.share_bound import ShareBound, always_all, bound_of
from routing.shares.selectors.share_columns import ENTITLED, RECEIVED, PoolCount
from routing.shares.selectors.share_count import in_leads
from routing.shares.selectors.share_rows import Offers, offers_by_pool, period_of, pool_counts
from routing.shares.selectors.share_shapes import (
    OwnPool,
    OwnWeek,
    PartnerShare,
    PartnerShares,
    PoolShares,
    WeekFairness,
)

NO_OFFERS: Final = Offers()
NO_LINE: Final = (0, 0, 0)
STARVED_FROM: Final = 1.0


def share_report(*, since_on: date, until_on: date, pool: str | None = None) -> list[PoolShares]:
    """Every pool (or one) with all its partners, from one of the vendor's days to another, both included."""
    period = period_of(since_on, until_on)
    counts, offers = pool_counts(period), offers_by_pool(period)
    owed, names = credits_by_pool(), _names()
    pools = sorted({*counts, *(key for key, _ in offers)})
    bounds = _bounds(counts, owed, pools)
    return [
        _pool_shares(key, counts.get(key, PoolCount()), offers, owed.get(key, {}), names, bounds[key])
        for key in pools
        if pool in (None, key)
    ]


def share_of_partner(*, partner_id: UUID, since_on: date, until_on: date) -> PartnerShares:
    """One partner's own figures in every pool where it competed or was offered a lead; nothing of a rival."""
    own = str(partner_id)
    period = period_of(since_on, until_on)
    counts, offers = pool_counts(period), offers_by_pool(period)
    owed = credits_by_pool()
    mine = sorted(
        {key for key, count in counts.items() if count.place(own) is not None} | _pools_offered(offers, own)
    )
    bounds = _bounds(counts, owed, mine, own)
    pools = [
        _own_pool(key, own, counts.get(key, PoolCount()), offers, owed.get(key, {}).get(own, 0), bounds[key])
        for key in mine
    ]
    total = NO_OFFERS
    for each in pools:
        total = total.plus(each.offers)
    return PartnerShares(own, since_on, until_on, pools, _own_weeks(counts, own), total, total.acceptance)


def _bounds(
    counts: Mapping[str, PoolCount], owed: Credits, pools: Collection[str], own: str | None = None
) -> dict[str, ShareBound]:
    """Each pool's bound, for all partners or for one."""
    everybody, inviting = always_all(counts), _inviting_pools()
    return {
        pool: bound_of(
            counts.get(pool, PoolCount()),
            owed.get(pool, {}),
            own,
            all_compete=pool in everybody,
            invites=pool in inviting,
        )
        for pool in pools
    }


def _pool_shares(
    pool: str,
    count: PoolCount,
    offers: Mapping[tuple[str, str], Offers],
    owed: Mapping[str, int],
    names: Mapping[str, tuple[str, str]],
    bound: ShareBound,
) -> PoolShares:
    ids = sorted({*count.ids, *(partner_id for key, partner_id in offers if key == pool)})
    lines = dict(zip(count.ids, count.totals.T.tolist(), strict=True))
    whole = max(count.decisions, 1) * LEAD
    rows = [
        _row(
            partner_id,
            lines.get(partner_id, NO_LINE),
            whole,
            offers.get((pool, partner_id), NO_OFFERS),
            owed,
            names,
        )
        for partner_id in ids
    ]
    satisfied = [row.received / row.entitled for row in rows if row.entitled > 0]
    total = NO_OFFERS
    for partner_id in ids:
        total = total.plus(offers.get((pool, partner_id), NO_OFFERS))
    return PoolShares(
        pool=pool,
        leads=count.decisions,
        rows=sorted(rows, key=lambda row: (-row.entitled, row.name)),
        weeks=_weeks(count),
        largest_deviation=max((abs(row.deviation) for row in rows), default=0.0),
        bound=bound,
        jain=jain_index(satisfied),
        gini=gini_index(satisfied),
        starved=[row.partner_id for row in rows if row.is_starved],
        automatic=total.automatic,
        manual=total.manual,
        acceptance=total.acceptance,
    )


def _row(
    partner_id: str,
    line: Sequence[int],
    whole: int,
    had: Offers,
    owed: Mapping[str, int],
    names: Mapping[str, tuple[str, str]],
) -> PartnerShare:
    entitled, received, contests = line
    name, tier = names.get(partner_id, (partner_id, ""))
    return PartnerShare(
        partner_id=partner_id,
        name=name,
        tier=tier,
        entitled=in_leads(entitled),
        received=in_leads(received),
        deviation=in_leads(received - entitled),
        entitled_share=entitled / whole,
        received_share=received / whole,
        contests=contests,
        owed_now=in_leads(owed.get(partner_id, 0)),
        acceptance=had.acceptance,
        automatic=had.automatic,
        is_starved=entitled >= STARVED_FROM * LEAD and received == 0,
        **had._asdict(),
    )


def _weeks(count: PoolCount) -> list[WeekFairness]:
    leads = count.by_week[:, RECEIVED].sum(axis=1).tolist()
    apart = np.abs((count.by_week[:, RECEIVED] - count.by_week[:, ENTITLED]).cumsum(axis=0))
    farthest = apart.max(axis=1, initial=0).tolist()
    rows = zip(count.weeks, leads, farthest, strict=True)
    return [WeekFairness(week, in_leads(led), in_leads(largest)) for week, led, largest in rows]


def _own_pool(
    pool: str,
    own: str,
    count: PoolCount,
    offers: Mapping[tuple[str, str], Offers],
    owed: int,
    bound: ShareBound,
) -> OwnPool:
    entitled, received, contests = count.line(own)
    had, whole = offers.get((pool, own), NO_OFFERS), max(count.decisions, 1) * LEAD
    return OwnPool(
        pool=pool,
        leads=count.decisions,
        competitors=len(count.ids) - (count.place(own) is not None),
        entitled=in_leads(entitled),
        received=in_leads(received),
        deviation=in_leads(received - entitled),
        entitled_share=entitled / whole,
        received_share=received / whole,
        contests=contests,
        owed_now=in_leads(owed),
        bound=bound,
        offers=had,
        acceptance=had.acceptance,
        usual_acceptance=_usual_acceptance(pool, own, offers),
    )


ENOUGH_OTHERS: Final = 3
"""Fewer others than this, and a figure about them would be a figure about somebody."""


def _usual_acceptance(pool: str, own: str, offers: Mapping[tuple[str, str], Offers]) -> float | None:
    rates = [had.acceptance for (key, other), had in offers.items() if key == pool and other != own]
    known = [rate for rate in rates if rate is not None]
    return median(known) if len(known) >= ENOUGH_OTHERS else None


def _own_weeks(counts: Mapping[str, PoolCount], own: str) -> list[OwnWeek]:
    weeks: dict[date, list[int]] = {}
    for count in counts.values():
        place = count.place(own)
        for week, figures in zip(count.weeks, count.by_week, strict=True):
            sums = weeks.setdefault(week, [0, 0])
            if place is not None:
                sums[0] += int(figures[ENTITLED, place])
                sums[1] += int(figures[RECEIVED, place])
    return [OwnWeek(week, in_leads(sums[0]), in_leads(sums[1])) for week, sums in sorted(weeks.items())]


def _pools_offered(offers: Mapping[tuple[str, str], Offers], own: str) -> set[str]:
    return {pool for pool, partner_id in offers if partner_id == own}


def _inviting_pools() -> set[str]:
    """Pools of the version in force that invite several partners at once."""
    published = published_policy()
    pools = published.version.pools if published else {}
    return {key for key, pool in pools.items() if METHODS[pool.method].many}


def _names() -> dict[str, tuple[str, str]]:
    rows = Partner.objects.order_by().values_list("id", "name", "tier__name")
    return {str(id_): (name, tier) for id_, name, tier in rows}
