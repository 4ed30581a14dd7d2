"""An offer's timers: at most one pending of each kind."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from routing.models import Offer, Timer, TimerKind
from routing.offers.services.offer_times import update_window


def set_timer(offer: Offer, kind: TimerKind, fires_at: datetime) -> None:
    """Have the offer looked at then; moves the pending timer of that kind. The caller holds the offer."""
    if not Timer.objects.filter(offer=offer, kind=kind, fired_at=None).update(fires_at=fires_at):
        Timer.objects.create(offer=offer, kind=kind, fires_at=fires_at)


def clear_timers(offer_ids: Collection[UUID], now: datetime) -> None:
    """Nothing is left to look at in these offers. The caller holds them."""
    Timer.objects.filter(offer_id__in=offer_ids, fired_at=None).update(fired_at=now)


def await_update(offer: Offer, since: datetime) -> None:
    """Count silence from `since`: sets both timers and the offer's fields (unsaved). The caller holds it."""
    window = update_window(offer, since)
    offer.last_update_at, offer.update_due_at, offer.warned_at = since, window.deadline_at, None
    set_timer(offer, TimerKind.WARN, window.visible_at)
    set_timer(offer, TimerKind.REVOKE, window.deadline_at)
