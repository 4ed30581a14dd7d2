"""Which leads went past which partners, and why, read from decisions."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet

from routing.batches.selectors.vendor_day import day_of, vendor_zone
from routing.decisions.selectors.stored_decisions import CHUNK, stored_partner_table
from routing.decisions.selectors.why_not import UNKNOWN_TO_IT
from routing.engine import Decision
from routing.engine.reasons import BIT
from routing.models import Decision as DecisionRow
from routing.models import UncountedDecision

Misses = dict[tuple[str, date], Counter[int]]
"""A partner and one of the vendor's days to its reasons, as bits, and the number of leads."""

UNKNOWN: Final[np.uint64] = np.bitwise_or.reduce([BIT[code] for code in UNKNOWN_TO_IT])


def count_misses(ids: Collection[UUID] | QuerySet[UncountedDecision, Any]) -> Misses:
    """What these decisions add: the first that offered a lead to somebody, for each partner in its reach.

    A lead that comes back and is decided again is not missed twice.
    """
    found: Misses = {}
    earlier = DecisionRow.objects.filter(
        lead_id=OuterRef("lead_id"), outcome="route", decided_at__lt=OuterRef("decided_at")
    )
    rows = DecisionRow.objects.filter(~Exists(earlier), id__in=ids, outcome="route").order_by()
    columns = rows.values_list("decided_at", "batch__partner_table_id", "body")
    zone: ZoneInfo | None = None
    for at, partner_table_id, body in columns.iterator(chunk_size=CHUNK):
        zone = zone or vendor_zone()
        day = day_of(at, zone)
        decision = Decision.decode(bytes(body), stored_partner_table(partner_table_id))
        for partner_id, bits in _missed(decision):
            found.setdefault((partner_id, day), Counter())[bits] += 1
    return found


def _missed(decision: Decision) -> list[tuple[str, int]]:
    if decision.contest is None:
        return []
    reasons, ids = decision.reasons, decision.partner_table.ids
    missed = (reasons & UNKNOWN) == 0
    missed[decision.eligible[list(decision.chosen)]] = False
    return [(ids[place], int(reasons[place])) for place in np.flatnonzero(missed).tolist()]
