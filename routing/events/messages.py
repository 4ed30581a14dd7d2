"""The vendor and a partner write to each other about a lead."""

from dataclasses import dataclass, replace
from typing import Any, Self

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.events.groups import WORK
from leads.events.lead_words import lead_in_short, lead_path
from prm.platform.actors import Actor
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.catalogue import Audience
from prm.platform.outbox.letters.letter import Fact, Letter, Source, known
from routing.conversations.models import OfferMessage
from routing.events.about_offer import AboutOffer, offer_path
from routing.events.shapes import MessageTold, PartnerMessageTold


@dataclass(frozen=True, kw_only=True)
class AboutMessage(AboutOffer):
    """A message. Its words are told to both sides, because a person wrote them to the other side."""

    group = WORK
    payload = MessageTold
    partner_payload = PartnerMessageTold

    message: OfferMessage
    vendor_email: str = ""

    @classmethod
    def about(cls, message: OfferMessage, actor: Actor, vendor_email: str = "") -> Self:
        """The event of a message that was just stored."""
        offer = message.offer
        return cls(
            offer=offer,
            lead=offer.lead,
            at=message.sent_at,
            actor=actor,
            partner_ids=(message.partner_id,),
            by_partner_id=message.partner_id,
            detail={"message_id": str(message.id)},
            told={"message": _told(message)},
            key=str(message.id),
            message=message,
            vendor_email=vendor_email,
        )

    def announcement(self) -> Announcement:
        told = super().announcement()
        for_partner = {**told.partner_payload, "message": _told(self.message)}
        return replace(told, partner_payload=for_partner, vendor_email=self.vendor_email)


class MessageToPartner(AboutMessage):
    """The vendor writes to the partner."""

    name = "message.to_partner"
    words = _("The vendor wrote to the partner about a lead")
    partner_words = _("The vendor wrote to you about a lead")
    is_urgent = True
    timeline = _("The vendor wrote to the partner")
    partner_timeline = _("The vendor wrote to you")
    audience = Audience.PARTNER

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("Message about a lead: %(lead)s") % {"lead": lead_in_short(source)},
            opening=gettext("The vendor wrote to you about this lead. You can answer on its page."),
            facts=_facts(source),
            button=gettext("Open the lead"),
            path=offer_path(source),
        )


class MessageFromPartner(AboutMessage):
    """The partner writes to the vendor."""

    name = "message.from_partner"
    words = _("A partner wrote about a lead")
    timeline = _("The partner wrote to the vendor")
    partner_timeline = _("You wrote to the vendor")
    audience = Audience.VENDOR

    @classmethod
    def letter(cls, source: Source) -> Letter:
        name = source.text("offer", "partner", "name") or gettext("A partner")
        return Letter(
            subject=gettext("%(partner)s wrote about a lead") % {"partner": name},
            opening=gettext("A partner wrote to you about a lead. You can answer on its page."),
            facts=_facts(source),
            button=gettext("Open the lead"),
            path=lead_path(source),
        )


def _told(message: OfferMessage) -> dict[str, Any]:
    return {
        "id": message.id,
        "from": "vendor" if message.is_from_vendor else "partner",
        "author": str(message.author or ""),
        "body": message.body,
    }


def _facts(source: Source) -> tuple[Fact, ...]:
    return known(
        (gettext("From"), source.text("message", "author")),
        (gettext("Message"), source.text("message", "body")),
    )
