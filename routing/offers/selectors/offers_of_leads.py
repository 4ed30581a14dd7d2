"""Where leads are now: the offer that counts, and the newest decision."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from routing.models import Decision, Offer, OfferState

_COUNTING = (OfferState.OFFERED, OfferState.ACCEPTED, OfferState.CLOSED)


@dataclass(frozen=True)
class Whereabouts:
    """The live offer of a lead (or the one it was closed under), and the newest decision on it."""

    offer: Offer | None = None
    decision_id: UUID | None = None


def whereabouts_of(lead_ids: Collection[UUID]) -> dict[UUID, Whereabouts]:
    """For every one of these leads, in two queries; an offer's partner comes with it."""
    offers = {offer.lead_id: offer for offer in _offers(lead_ids)}
    newest = Decision.objects.filter(lead_id__in=lead_ids).order_by("lead_id", "-decided_at", "-id")
    decisions = dict(newest.distinct("lead_id").values_list("lead_id", "id"))
    return {lead_id: Whereabouts(offers.get(lead_id), decisions.get(lead_id)) for lead_id in lead_ids}


def _offers(lead_ids: Collection[UUID]) -> list[Offer]:
    found = Offer.objects.filter(lead_id__in=lead_ids, state__in=_COUNTING)
    return list(
        found.select_related("partner")
        .only("lead_id", "state", "deadline_at", "offered_at", "partner__id", "partner__name")
        .order_by("offered_at", "id")
    )
