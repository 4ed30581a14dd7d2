"""Accepted leads that have gone quiet."""

from collections.abc import Sequence
from datetime import datetime

from leads.models import Lead
from prm.platform.outbox.tell import tell
from routing.events.work import OfferWarned
from routing.models import Offer


def warn_offers(silent: Sequence[tuple[Offer, Lead]], now: datetime) -> None:
    """Tell the holders that their leads will be taken back unless they report. The caller holds all rows."""
    if not silent:
        return
    for offer, _ in silent:
        offer.warned_at = now
    Offer.objects.filter(id__in=[offer.id for offer, _ in silent]).update(warned_at=now)
    tell(_event(offer, lead, now) for offer, lead in silent)


def _event(offer: Offer, lead: Lead, now: datetime) -> OfferWarned:
    due = offer.update_due_at.isoformat() if offer.update_due_at else None
    return OfferWarned(offer=offer, lead=lead, at=now, told={"update_due_at": due}, key=now.isoformat())
