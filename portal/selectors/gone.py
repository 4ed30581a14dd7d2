"""What became of an offer that a partner no longer has."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.words import ENDED
from prm import formats
from prm.platform import clock
from routing.models import Offer, OfferState


def how_it_ended(offer: Offer, partner_id: UUID) -> str:
    """What happened, and when, in a sentence addressed to the partner."""
    if offer.partner_id not in (None, partner_id):
        return str(ENDED["taken"])
    if offer.state == OfferState.OFFERED:
        closed = formats.short_instant(offer.deadline_at)
        return _("Your accept window closed at %(time)s. The lead is on its way to the next partner.") % {
            "time": closed
        }
    return str(ENDED.get(offer.state, ""))


def leads_like_this(offer: Offer, partner_id: UUID) -> str:
    """How often offers of this kind came to this partner in the last 90 days."""
    since = clock.now() - timedelta(days=90)
    like = Offer.objects.filter(partner_id=partner_id, pool=offer.pool, offered_at__gte=since)
    count = like.count()
    return ngettext(
        "Leads like this one have come to you once in the last 90 days.",
        "Leads like this one have come to you %(count)d times in the last 90 days.",
        count,
    ) % {"count": count}
