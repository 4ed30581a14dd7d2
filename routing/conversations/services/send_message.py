"""The vendor or a partner writes to the other about an offer."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from partners.selectors.managers import manager_email
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotPossible
from prm.platform.outbox.tell import tell
from routing.conversations.models import MOST_CHARACTERS, OfferMessage
from routing.events.messages import MessageFromPartner, MessageToPartner
from routing.models import LIVE_STATES, Offer, OfferState
from routing.offers.services.hold_offer import find_offer, find_offer_of

TALKED_ABOUT = (*LIVE_STATES, OfferState.CLOSED)


@transaction.atomic
def write_to_partner(*, offer_id: UUID, body: str, actor: Actor) -> OfferMessage:
    """The vendor's message to the partner that has the offer. Nothing about the offer changes.

    Before the partner accepts it is read beside the blind offer, so it should name nobody.
    Raises InvalidInput, NotFound, or NotPossible (`no_holder`, `offer_ended`).
    """
    offer = find_offer(offer_id)
    if offer.partner_id is None:
        words = gettext("Several partners are invited. Write once one of them has accepted.")
        raise NotPossible(words, code="no_holder")
    message = _store(offer, offer.partner_id, body, actor, is_from_vendor=True)
    tell([MessageToPartner.about(message, actor)])
    return message


@transaction.atomic
def write_to_vendor(*, offer_id: UUID, partner_id: UUID, body: str, actor: Actor) -> OfferMessage:
    """A partner's message about its offer, to its channel manager or, where it has none, to all of them.

    No deadline moves. Raises InvalidInput, NotFound, or NotPossible (`offer_ended`, `taken`).
    """
    offer = find_offer_of(offer_id, partner_id)
    if offer.partner_id not in (None, partner_id):
        raise NotPossible(gettext("Another partner was first."), code="taken")
    message = _store(offer, partner_id, body, actor, is_from_vendor=False)
    tell([MessageFromPartner.about(message, actor, vendor_email=manager_email(partner_id))])
    return message


def _store(offer: Offer, partner_id: UUID, body: str, actor: Actor, *, is_from_vendor: bool) -> OfferMessage:
    body = body.replace("\0", "").strip()
    if not body:
        raise InvalidInput([FieldError("body", "required", gettext("Write a message."))])
    if len(body) > MOST_CHARACTERS:
        words = gettext("At most %(most)d characters.") % {"most": MOST_CHARACTERS}
        raise InvalidInput([FieldError("body", "too_long", words)])
    if offer.state not in TALKED_ABOUT:
        raise NotPossible(gettext("This offer has ended."), code="offer_ended")
    return OfferMessage.objects.create(
        offer=offer,
        partner_id=partner_id,
        is_from_vendor=is_from_vendor,
        author_id=actor.user_id,
        body=body,
        sent_at=clock.now(),
    )
