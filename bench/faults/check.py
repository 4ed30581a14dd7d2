"""What became of everything that a client was answered."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Final

from bench.faults.client import SETTLE, Journal

LATE: Final = 5.0
"""Seconds from a lead's arrival to its offer, from which on it is late."""


@dataclass(frozen=True)
class Line:
    """One fault and what it cost."""

    fault: str
    sent: int
    answered: int
    lost: int
    doubled: int
    stuck: int
    late: int
    slowest: float
    silence: float


def settle(vendor: Any) -> None:
    """Wait until no lead waits for routing, but not for ever."""
    until = time.monotonic() + SETTLE
    while time.monotonic() < until:
        with suppress(Exception):  # the database may just be coming back
            if not _waiting(vendor):
                return
        forget_connection()
        time.sleep(0.3)


def _waiting(vendor: Any) -> int:
    from leads.models import Lead  # noqa: PLC0415
    from prm.platform.tenants.scope import vendor_scope  # noqa: PLC0415

    with vendor_scope(vendor.id):
        return Lead.objects.filter(state="new").count()


def forget_connection() -> None:
    """The database may have been started anew."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


def check(fault: str, vendor: Any, journal: Journal) -> Line:
    """What became of everything that the client was answered."""
    from django.db.models import Count, F  # noqa: PLC0415

    from leads.models import Lead  # noqa: PLC0415
    from prm.platform.tenants.scope import vendor_scope  # noqa: PLC0415
    from routing.models import LIVE_STATES, Offer  # noqa: PLC0415

    forget_connection()
    with vendor_scope(vendor.id):
        there = {str(lead.id): lead for lead in Lead.objects.only("id", "state", "received_at", "offered_at")}
        same = Lead.objects.values("external_id").annotate(n=Count("id")).filter(n__gt=1)
        live = Offer.objects.filter(state__in=LIVE_STATES).values("lead_id").annotate(n=Count("id"))
        twice = {row["lead_id"] for row in live.filter(n__gt=1)}
        doubled = sum(row["n"] - 1 for row in same) + len(twice)
        first = Offer.objects.filter(lead__offered_at=F("offered_at")).values_list("lead_id", flat=True)
        offered = {str(lead_id) for lead_id in first}
    answered = set(journal.answered.values())
    waits = [
        (lead.offered_at - lead.received_at).total_seconds() for lead in there.values() if lead.offered_at
    ]
    stuck = [
        key for key, lead in there.items() if key not in offered and lead.state not in ("review", "nurture")
    ]
    return Line(
        fault=fault,
        sent=journal.sent,
        answered=len(journal.answered),
        lost=len(answered - there.keys()),
        doubled=doubled + len(journal.answered) - len(answered),
        stuck=len(stuck),
        late=sum(wait > LATE for wait in waits),
        slowest=max(waits, default=0.0),
        silence=journal.silence(),
    )


def failures(lines: Sequence[Line]) -> list[str]:
    """What must not be: a lead lost, doubled or stuck, or a control that saw nothing."""
    found = []
    for one in lines:
        is_control = one.fault.startswith("control")
        is_bad = bool(one.lost or one.doubled or one.stuck or one.answered < one.sent)
        if is_control and not (one.lost or one.doubled):
            found.append(f"{one.fault}: the check saw nothing")
        elif not is_control and is_bad:
            found.append(f"{one.fault}: {asdict(one)}")
    return found
