"""The messages about an offer, or about a lead with all its partners."""

from uuid import UUID

from django.db.models import QuerySet

from routing.conversations.models import OfferMessage


def messages_of_offer(offer_id: UUID, partner_id: UUID | None = None) -> QuerySet[OfferMessage]:
    """Oldest first; with one partner only, where it is named: a claim can have several."""
    found = OfferMessage.objects.filter(offer_id=offer_id).select_related("author", "partner")
    return found if partner_id is None else found.filter(partner_id=partner_id)


def messages_of_lead(lead_id: UUID) -> QuerySet[OfferMessage]:
    """Every message about a lead, oldest first."""
    found = OfferMessage.objects.filter(offer__lead_id=lead_id)
    return found.select_related("author", "partner", "offer").order_by("sent_at", "id")
