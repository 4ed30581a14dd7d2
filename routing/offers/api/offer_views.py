"""Reading offers: a partner its own, the vendor all."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.caller import Caller
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.permissions import HasApiKey
from prm.platform.api.views import ApiView
from prm.platform.errors import NotFound
from routing.models import Offer
from routing.offers.api.offer_serializers import OfferFilters, OfferOut
from routing.offers.selectors.offers_for_partner import offers_for_partner

_LOOKUPS = {"offered_after": "offered_at__gte", "offered_before": "offered_at__lt"}


class OffersView(ApiView):
    """The offers that the caller may see."""

    orders = (
        "offered_at",
        "deadline_at",
    )

    permission_classes = [HasApiKey]

    @extend_schema(
        operation_id="offer_list",
        summary="List offers",
        description=(
            "Newest first. A vendor's key lists all offers. A partner's key lists its own; `contact` is "
            "null until the partner accepts."
        ),
        tags=["Offers"],
        parameters=[OfferFilters],
        responses=page_of(OfferOut),
    )
    def get(self, request: Request) -> Response:
        filters = self.filters(OfferFilters)
        lookups = {_LOOKUPS.get(name, name): value for name, value in filters.items()}
        found = page(request, offers_of(self.caller).filter(**lookups), by=("offered_at", "id"))
        return Response(found.answer([offer_out(offer, self.caller) for offer in found.rows]))


class OfferView(ApiView):
    """One offer."""

    permission_classes = [HasApiKey]

    @extend_schema(operation_id="offer_read", summary="Read an offer", tags=["Offers"], responses=OfferOut)
    def get(self, request: Request, offer_id: UUID) -> Response:
        return Response(offer_out(find_offer(offer_id, self.caller), self.caller))


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
