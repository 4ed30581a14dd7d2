"""The conversation with the vendor about one offer, and whom it is with."""

from dataclasses import dataclass
from uuid import UUID

from partners.models import Partner
from partners.selectors.managers import manager_of
from routing.conversations.models import OfferMessage
from routing.conversations.selectors.messages import messages_of_offer
from routing.conversations.services.send_message import TALKED_ABOUT
from routing.models import Offer


@dataclass(frozen=True)
class Conversation:
    """`manager`: the channel manager's name; "" where nobody is named."""

    offer_id: UUID
    messages: list[OfferMessage]
    manager: str
    may_write: bool


def conversation(offer: Offer, partner: Partner) -> Conversation:
    """What was written about the offer, oldest first."""
    manager = manager_of(partner)
    return Conversation(
        offer.id,
        list(messages_of_offer(offer.id, partner.id)),
        str(manager.user) if manager else "",
        offer.state in TALKED_ABOUT,
    )
