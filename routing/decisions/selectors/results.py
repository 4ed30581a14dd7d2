"""What partners made of their leads: the results that performance weights are made of.

Frozen for a day, and for the windows of performance pools besides: only what had ended by the last midnight
(UTC), or by the one at which the window began, counts, so that shares stay auditable and all processes agree.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from prm.platform.tenants.scope import current_vendor_id
from routing.decisions.sql import CLOSED, CLOSED_BY_CATEGORY, FIRST_ACTIONS
from routing.engine.facts import Frozen

LOOK_BACK = timedelta(days=365)
NO_FROZEN: Frozen = (0, 0, None)


@dataclass
class Results:
    """Leads won and lost, in all and by product category, and the usual time to first action."""

    won: int = 0
    lost: int = 0
    by_category: dict[str, tuple[int, int]] = field(default_factory=dict)
    median_first_action_seconds: float | None = None
    frozen: dict[str, Frozen] = field(default_factory=dict)


NO_RESULTS = Results()


def results_by_partner(now: datetime, windows: Collection[int] = ()) -> Mapping[UUID, Results]:
    """Results of the year up to the last midnight before `now`.

    For every window (in days), besides, those up to the midnight at which it began: windows follow one
    another from the first day of the calendar on, so that all processes agree when.
    """
    until = datetime.combine(now.astimezone(UTC).date(), time.min, UTC)
    found = _up_to(until)
    for days in windows:
        began = until - timedelta(days=until.toordinal() % days)
        for partner_id, results in list((found if began == until else _up_to(began)).items()):
            frozen = (results.won, results.lost, results.median_first_action_seconds)
            found[partner_id].frozen[str(days)] = frozen
        for results in found.values():
            results.frozen.setdefault(str(days), NO_FROZEN)
    return found


def _up_to(until: datetime) -> dict[UUID, Results]:
    window: list[Any] = [current_vendor_id(), until - LOOK_BACK, until]
    found: dict[UUID, Results] = defaultdict(Results)
    with connection.cursor() as cursor:
        cursor.execute(CLOSED, window)
        for partner_id, won, lost in cursor:
            found[partner_id].won, found[partner_id].lost = won, lost
        cursor.execute(CLOSED_BY_CATEGORY, window)
        for partner_id, category, won, lost in cursor:
            found[partner_id].by_category[category] = (won, lost)
        cursor.execute(FIRST_ACTIONS, window)
        for partner_id, seconds in cursor:
            found[partner_id].median_first_action_seconds = float(seconds)
    return found
