"""Accepted leads that have gone quiet."""

from collections.abc import Sequence
from datetime import datetime

from leads.models import Lead
from leads.services.timeline import TimelineEntry, record
from prm.platform.outbox.announce import announce
from routing.models import Offer
from routing.offers.services.announcements import about_offer


def warn_offers(silent: Sequence[tuple[Offer, Lead]], now: datetime) -> None:
    """Tell the holders that their leads will be taken back unless they report. The caller holds all rows."""
    if not silent:
        return
    for offer, _ in silent:
        offer.warned_at = now
    Offer.objects.filter(id__in=[offer.id for offer, _ in silent]).update(warned_at=now)
    record(
        TimelineEntry(
            lead.id, "offer.warned", at=now, partner_id=offer.partner_id, detail={"offer_id": str(offer.id)}
        )
        for offer, lead in silent
    )
    announce(
        [
            about_offer(
                "offer.warned",
                offer,
                lead,
                at=now,
                key=now.isoformat(),
                update_due_at=offer.update_due_at.isoformat() if offer.update_due_at else None,
            )
            for offer, lead in silent
        ]
    )
