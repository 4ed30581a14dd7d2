"""Reading offers: a partner its own, the vendor all."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from prm.platform.api.caller import Caller
from prm.platform.api.calls import Call
from prm.platform.api.collection import Lists
from prm.platform.api.item import Reads
from prm.platform.api.permissions import HasApiKey
from prm.platform.errors import NotFound
from routing.models import Offer
from routing.offers.api.offer_serializers import OfferFilters, OfferOut
from routing.offers.selectors.offers_for_partner import offers_for_partner


class OfferCall(Call):
    """What the calls that read offers share."""

    name = "offer"
    tag = "Offers"
    permission_classes = [HasApiKey]
    gives = OfferOut


class OffersView(Lists, OfferCall):
    """The offers that the caller may see."""

    by = ("offered_at", "id")
    orders = ("offered_at", "deadline_at")
    query = {"get": OfferFilters}
    lookups = {"offered_after": "offered_at__gte", "offered_before": "offered_at__lt"}

    def rows(self) -> QuerySet[Offer]:
        """List offers.

        Newest first. A vendor's key lists all offers. A partner's key lists its own; `contact` is
        null until the partner accepts.
        """
        return offers_of(self.caller)

    def show_rows(self, rows: Sequence[Offer]) -> Any:
        return [offer_out(offer, self.caller) for offer in rows]


class OfferView(Reads, OfferCall):
    """One offer."""

    def find(self, offer_id: UUID) -> Offer:
        """Read an offer."""
        return find_offer(offer_id, self.caller)

    def show(self, found: Offer) -> Any:
        return offer_out(found, self.caller)


def offers_of(caller: Caller) -> QuerySet[Offer]:
    """The offers that a key may see, each with its lead and partner."""
    if caller.partner_id is not None:
        return offers_for_partner(caller.partner_id)
    return Offer.objects.select_related("lead", "partner")


def find_offer(offer_id: UUID, caller: Caller) -> Offer:
    """One of them. Raises NotFound."""
    offer = offers_of(caller).filter(pk=offer_id).first()
    if offer is None:
        raise NotFound("There is no such offer.")
    return offer


def offer_out(offer: Offer, caller: Caller) -> dict[str, Any]:
    """An offer as this caller may see it."""
    return dict(OfferOut(offer, context={"viewer": caller.partner_id}).data)
