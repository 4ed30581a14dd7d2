"""`/offers/{id}/messages/`: what the vendor and the partner wrote each other about a lead."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from prm.platform.api.calls import refuses
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Input, Text
from prm.platform.api.permissions import HasApiKey
from routing.conversations.models import MOST_CHARACTERS, OfferMessage
from routing.conversations.selectors.messages import messages_of_offer
from routing.conversations.services.send_message import write_to_partner, write_to_vendor
from routing.offers.api.offer_views import find_offer


class MessageInput(Input):
    """What to write."""

    body = Text(max_length=MOST_CHARACTERS)


class MessageOut(serializers.ModelSerializer[OfferMessage]):
    """One message."""

    author = serializers.SerializerMethodField(help_text="The person's name. Empty for a program.")
    partner = serializers.UUIDField(source="partner_id")

    class Meta:
        model = OfferMessage
        fields = ("id", "partner", "is_from_vendor", "author", "body", "sent_at")
        read_only_fields = fields

    def get_author(self, message: OfferMessage) -> str:
        return str(message.author or "")


class MessagesView(Lists, Creates):
    """Messages about an offer."""

    name = "offer_message"
    tag = "Offers"
    permission_classes = [HasApiKey]
    gives = MessageOut
    takes = MessageInput
    by = ("sent_at", "id")
    newest_first = False
    examples = {"A question": {"body": "Do they need somebody on site?"}}

    def body(self) -> Any:
        find_offer(self.kwargs["offer_id"], self.caller)  # what is not there is not found, whatever is sent
        return super().body()

    def rows(self, offer_id: UUID) -> QuerySet[OfferMessage]:
        """List the messages about an offer.

        Oldest first. A partner's key lists those between the vendor and that partner.
        """
        return messages_of_offer(find_offer(offer_id, self.caller).id, self.caller.partner_id)

    @refuses("no_holder", "offer_ended", "taken")
    def create(self, offer_id: UUID) -> OfferMessage:
        """Write about an offer.

        A vendor's key writes to the partner, a partner's key to the vendor. The other side is
        notified. Deadlines stay as they are.
        """
        given: dict[str, Any] = {"offer_id": offer_id, "actor": self.caller.actor, **self.given}
        if self.caller.partner_id is None:
            return write_to_partner(**given)
        return write_to_vendor(partner_id=self.caller.partner_id, **given)
