"""How far from its entitlement anybody can be, in a sentence. `docs/fairness.md` has the proofs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils.formats import number_format
from django.utils.translation import gettext

from prm.platform.tenants.scope import current_vendor_id
from routing.engine import bound_all_eligible, bound_any_eligibility
from routing.shares.selectors.share_columns import PoolCount
from routing.shares.selectors.share_count import in_leads
from routing.shares.sql import ALWAYS_THE_SAME


@dataclass(frozen=True)
class ShareBound:
    """The most that a partner can be ahead of and behind its entitlement, in leads, at any moment.

    `largest` is what it is now: of all partners, or of one. Between two days a deviation may be the sum of
    both bounds: from behind to ahead, or the other way.
    """

    all_compete: bool
    partners: int
    ahead: float | None
    behind: float | None
    largest: float
    words: str


def always_all(counts: Mapping[str, PoolCount]) -> frozenset[str]:
    """Pools in which everybody competed for every lead, these days and ever before: theorem 1 is theirs."""
    likely = [pool for pool, count in counts.items() if count.all_compete]
    if not likely:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(ALWAYS_THE_SAME, [current_vendor_id(), likely])
        counted = {pool: is_even and sorted(ids) == list(counts[pool].ids) for pool, is_even, ids in cursor}
    return frozenset(pool for pool in likely if counted.get(pool, True))


def bound_of(
    count: PoolCount,
    owed: Mapping[str, int],
    own: str | None = None,
    *,
    all_compete: bool = False,
    invites: bool = False,
) -> ShareBound:
    """The bound that holds for this pool, beside what is owed now; none where several are invited.

    `owed` are the pool's credits. Who left the days shown but is still owed something counts as a member.
    """
    members = len({*count.ids, *owed})
    bound = bound_all_eligible(members) if all_compete else bound_any_eligibility(members)
    amounts = owed.values() if own is None else [owed.get(own, 0)]
    largest = in_leads(max(map(abs, amounts), default=0))
    if invites:
        words = gettext(
            "Several partners are invited and the first to accept gets the lead, so shares "
            "are not guaranteed."
        )
        return ShareBound(all_compete, members, None, None, largest, words)
    words = _words(all_compete, *bound, largest, is_own=own is not None)
    return ShareBound(all_compete, members, bound.ahead, bound.behind, largest, words)


def _words(all_compete: bool, ahead: float, behind: float, largest: float, *, is_own: bool) -> str:
    figures = {"ahead": _shown(ahead), "behind": _shown(behind), "largest": _shown(largest)}
    if all_compete:
        words = gettext(
            "All partners here competed for every lead, so none can get more than %(ahead)s of a lead ahead "
            "of its share or %(behind)s behind it. That is proved."
        )
    else:
        words = gettext(
            "Which partners compete changes from lead to lead. However it changes, none can get more than "
            "%(ahead)s leads away from its share. That is proved."
        )
    now = (
        gettext("You are %(largest)s away now.") if is_own else gettext("The largest gap is %(largest)s now.")
    )
    return f"{words} {now}" % figures


def _shown(leads: float) -> str:
    return number_format(round(leads, 2), decimal_pos=2, use_l10n=True)
