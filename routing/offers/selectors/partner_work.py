"""What one partner has before it now, and what it made of what it was offered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from prm.platform import clock
from routing.models import LIVE_STATES, Offer, OfferState

LOOK_BACK: Final = timedelta(days=90)
SHOWN: Final = 8


@dataclass(frozen=True)
class Record:
    """Offers made, and what became of them."""

    offers: int = 0
    accepted: int = 0
    declined: int = 0
    missed: int = 0
    taken_back: int = 0
    won: int = 0
    lost: int = 0


NOTHING: Final = Record()


@dataclass(frozen=True)
class PartnerWork:
    """Live offers in all and the next to fall due; and the record, by the rules and by hand."""

    waiting: int
    working: int
    untouched: int
    next_due: list[Offer]
    by_rules: Record
    by_hand: Record
    since_at: datetime

    @property
    def open(self) -> int:
        """What counts towards the capacity."""
        return self.waiting + self.working


def partner_work(*, partner_id: UUID) -> PartnerWork:
    """One partner's open work, and its record over the last 90 days. Three queries."""
    since_at = clock.now() - LOOK_BACK
    offers = Offer.objects.filter(partner_id=partner_id)
    live = offers.filter(state__in=LIVE_STATES)
    records = records_of(offers.filter(offered_at__gte=since_at))
    return PartnerWork(
        **_open(live),
        next_due=_next_due(live),
        by_rules=records["by_rules"],
        by_hand=records["by_hand"],
        since_at=since_at,
    )


def records_of(offers: QuerySet[Offer]) -> dict[str, Record]:
    """What became of these offers: of those by the rules, and of those by hand. One query."""
    rows: Any = offers.order_by().values("is_manual").annotate(**_COUNTS)
    found = {row.pop("is_manual"): Record(**row) for row in rows}
    return {"by_rules": found.get(False, NOTHING), "by_hand": found.get(True, NOTHING)}


_COUNTS: Final = {
    "offers": Count("id"),
    "accepted": Count("id", filter=Q(accepted_at__isnull=False)),
    "declined": Count("id", filter=Q(state=OfferState.DECLINED)),
    "missed": Count("id", filter=Q(state=OfferState.EXPIRED)),
    "taken_back": Count("id", filter=Q(state=OfferState.REVOKED)),
    "won": Count("id", filter=Q(outcome="won")),
    "lost": Count("id", filter=Q(outcome="lost")),
}


def _open(live: QuerySet[Offer]) -> dict[str, Any]:
    accepted = Q(state=OfferState.ACCEPTED)
    return live.order_by().aggregate(
        waiting=Count("id", filter=~accepted),
        working=Count("id", filter=accepted),
        untouched=Count("id", filter=accepted & Q(first_action_at=None)),
    )


def _next_due(live: QuerySet[Offer]) -> list[Offer]:
    """The live offers that fall due first: an answer while offered, an update once accepted."""
    soonest = sorted(live.select_related("lead").defer("lead__need", "lead__custom"), key=_due_at)
    return soonest[:SHOWN]


def _due_at(offer: Offer) -> datetime:
    return (offer.update_due_at if offer.state == OfferState.ACCEPTED else None) or offer.deadline_at
