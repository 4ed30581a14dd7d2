"""Accepted leads: what a partner is working on."""

from uuid import UUID

from django.db.models import F, QuerySet

from routing.models import Offer, OfferState


def accepted_offers(partner_id: UUID) -> QuerySet[Offer]:
    """Leads this partner works on now, the one to be updated soonest first."""
    accepted = Offer.objects.filter(partner_id=partner_id, state=OfferState.ACCEPTED)
    return accepted.select_related("lead", "assignee__user").order_by(
        F("update_due_at").asc(nulls_last=True), "accepted_at"
    )


def worked_offer(offer_id: UUID, partner_id: UUID) -> Offer | None:
    """A lead this partner has accepted, or has closed; None is a 404."""
    mine = Offer.objects.filter(
        id=offer_id, partner_id=partner_id, state__in=(OfferState.ACCEPTED, OfferState.CLOSED)
    )
    return mine.select_related("lead", "assignee__user").first()
