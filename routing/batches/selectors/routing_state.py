"""Where everyone stands, from rows: open work, offers of late, leads per account, credit."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count

from prm.platform.tenants.scope import current_vendor_id
from routing.batches.selectors.account_mark import account_mark
from routing.batches.selectors.credits import Columns, credits_by_pool
from routing.batches.selectors.guard_windows import guard_windows
from routing.batches.sql import OFFERED_SINCE, OPEN_BY_PARTNER
from routing.engine import PartnerTable, RoutingState, Version
from routing.engine.partner_table import NO_LIMIT
from routing.models import LIVE_STATES, Offer

Counts = dict[str, int]


class OfferedLately(NamedTuple):
    """Offers since each partner's own midnight, Monday and first of the month."""

    today: Counts
    week: Counts
    month: Counts


def routing_state_of(
    partner_table: PartnerTable,
    version: Version,
    accounts: Collection[str],
    now: datetime,
    owed: Columns | None = None,
) -> RoutingState:
    """The routing state before a batch. The caller holds the routing lock where it will act on it.

    Counts that no limit of this version or partner table looks at are left at nought, unread. `owed`: the
    credits
    over the partner table, where the caller has read them already.
    """
    credits = credits_by_pool() if owed is None else owed
    lately = (
        offered_lately(partner_table, now)
        if counts_offers(partner_table, version)
        else OfferedLately({}, {}, {})
    )
    return RoutingState.build(
        partner_table,
        open_counts=open_counts(),
        credits={pool: credits[pool] for pool in version.pools if pool in credits},
        offered_today=lately.today,
        offered_week=lately.week,
        offered_month=lately.month,
        account_open=open_by_account(accounts) if limits_accounts(partner_table, version) else {},
        windows=guard_windows(partner_table, version, now),
    )


def open_counts() -> Counts:
    """Live offers, manual ones too, by partner."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN_BY_PARTNER, [current_vendor_id(), [state.value for state in LIVE_STATES]])
        return dict(cursor.fetchall())


def open_by_account(accounts: Collection[str]) -> dict[str, Counts]:
    """Account, by its mark, to partner to live offers of leads from there."""
    rows = Offer.objects.filter(
        state__in=LIVE_STATES, partner__isnull=False, lead__account_key__any_of=accounts
    )
    found: dict[str, Counts] = {}
    for account, partner_id, count in (
        rows.order_by().values_list("lead__account_key", "partner_id").annotate(Count("id"))
    ):
        found.setdefault(account_mark(account), {})[str(partner_id)] = count
    return found


def offered_lately(partner_table: PartnerTable, now: datetime) -> OfferedLately:
    """Offers and invitations of the day, week and month, as each partner's own calendar has them."""
    zones = sorted({partner.time_zone for partner in partner_table.partners})
    starts = [_starts(zone, now) for zone in zones]
    asked: dict[str, Any] = {
        "vendor": current_vendor_id(),
        "zones": zones,
        "days": [start[0] for start in starts],
        "weeks": [start[1] for start in starts],
        "months": [start[2] for start in starts],
        "since": min((min(start) for start in starts), default=now),
    }
    with connection.cursor() as cursor:
        cursor.execute(OFFERED_SINCE, asked)
        rows = cursor.fetchall()
    columns: Iterable[Mapping[str, int]] = ({str(row[0]): row[place] for row in rows} for place in (1, 2, 3))
    return OfferedLately(*[dict(column) for column in columns])


def counts_offers(partner_table: PartnerTable, version: Version) -> bool:
    """Whether anything limits offers by day, week or month."""
    if bool((partner_table.caps < NO_LIMIT).any()):
        return True
    return any(_counts_offers(pool.limits) for pool in version.pools.values())


def limits_accounts(partner_table: PartnerTable, version: Version) -> bool:
    """Whether anything limits open leads from one account."""
    if bool((partner_table.max_per_account < NO_LIMIT).any()):
        return True
    return any(pool.max_per_account is not None for pool in version.pools.values())


def _counts_offers(limits: Any) -> bool:
    given = (limits.day, limits.week, limits.month, limits.probation)
    return any(limit is not None for limit in given)


def _starts(zone: str, now: datetime) -> tuple[datetime, datetime, datetime]:
    local = now.astimezone(ZoneInfo(zone))
    today = local.date()
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    day, week, month = (
        datetime.combine(on, time.min, local.tzinfo).astimezone(UTC) for on in (today, monday, first)
    )
    return day, week, month
