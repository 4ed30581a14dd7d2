"""The offers that a partner may see."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from prm.platform import clock
from prm.platform.errors import NotFound
from routing.models import Offer, OfferInvitee, OfferState


def offers_for_partner(partner_id: UUID) -> QuerySet[Offer]:
    """Its own, and claims that are open to it; delivered ones only. Lead and partner come with each."""
    invited = OfferInvitee.objects.filter(partner_id=partner_id, declined_at=None).values("offer_id")
    open_to_several = Q(is_claim=True, state=OfferState.OFFERED, partner=None, id__in=invited)
    found = Offer.objects.filter(Q(partner_id=partner_id) | open_to_several, visible_at__lte=clock.now())
    return found.select_related("lead", "partner")


def offer_for_partner(offer_id: UUID, partner_id: UUID) -> Offer:
    """One of them. Raises NotFound, also for a rival's."""
    offer = offers_for_partner(partner_id).filter(pk=offer_id).first()
    if offer is None:
        raise NotFound(_("There is no such offer."))
    return offer
