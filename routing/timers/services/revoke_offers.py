"""Accepted leads whose holders stayed silent."""

from collections.abc import Sequence
from datetime import datetime

from leads.models import Lead
from prm.platform.outbox.tell import tell
from routing.events.work import OfferRevoked
from routing.models import Offer, OfferState
from routing.offers.services.end_offers import end_offers, send_back


def revoke_offers(silent: Sequence[tuple[Offer, Lead]], now: datetime) -> None:
    """Take leads back from silent holders and route them on. It was their turn: no credit moves.

    The caller holds all rows.
    """
    if not silent:
        return
    end_offers([offer for offer, _ in silent], OfferState.REVOKED, now)
    send_back([lead for _, lead in silent], now)
    tell(OfferRevoked(offer=offer, lead=lead, at=now) for offer, lead in silent)
