"""Offers and leads whose time is nearly over."""

from datetime import timedelta
from typing import Final

from django.db.models import Q, QuerySet

from prm.platform import clock
from routing.models import Offer, OfferState

SOON: Final = timedelta(hours=1)


def at_risk_now() -> QuerySet[Offer]:
    """Offers that end within the hour, and accepted leads whose partner has been reminded in vain."""
    now = clock.now()
    ending = Q(state=OfferState.OFFERED, deadline_at__lte=now + SOON)
    silent = Q(state=OfferState.ACCEPTED, warned_at__isnull=False)
    return Offer.objects.filter(ending | silent)
