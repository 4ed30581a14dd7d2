"""Every event that leaves the system, and whom its mail is for.

Webhooks get every event of their vendor (or, a partner's, those that name the partner). People get mail only
of events that ask something of them, or that they would miss.
"""

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Audience(Enum):
    """Whose members hear of an event by mail."""

    PARTNER = "partner"
    VENDOR = "vendor"
    BOTH = "both"
    NOBODY = "nobody"


EVENTS: dict[str, tuple[Promise, Audience]] = {
    "lead.received": (_("A lead came in"), Audience.NOBODY),
    "lead.corrected": (_("A lead was corrected"), Audience.NOBODY),
    "lead.repeated": (_("A lead asked again"), Audience.PARTNER),
    "lead.nurture": (_("A lead is not ready for a partner"), Audience.NOBODY),
    "lead.review": (_("A lead waits for a person to decide"), Audience.VENDOR),
    "lead.escalated": (_("A lead has waited too long in review"), Audience.VENDOR),
    "lead.erased": (_("A lead's personal data was erased"), Audience.PARTNER),
    "lead.won": (_("A lead was won"), Audience.NOBODY),
    "lead.lost": (_("A lead was lost"), Audience.NOBODY),
    "offer.created": (_("A lead is offered"), Audience.PARTNER),
    "offer.accepted": (_("An offer was accepted"), Audience.NOBODY),
    "offer.declined": (_("An offer was declined"), Audience.NOBODY),
    "offer.updated": (_("A lead was updated"), Audience.NOBODY),
    "offer.first_action": (_("First action on a lead"), Audience.NOBODY),
    "offer.expired": (_("An offer ended unanswered"), Audience.PARTNER),
    "offer.warned": (_("An accepted lead needs an update"), Audience.PARTNER),
    "offer.revoked": (_("An accepted lead was taken back"), Audience.PARTNER),
    "offer.withdrawn": (_("The vendor took a lead back"), Audience.PARTNER),
    "offer.extended": (_("A deadline was moved"), Audience.PARTNER),
    "offer.more_time_asked": (_("A partner asks for more time"), Audience.VENDOR),
    "deal.registered": (_("A deal was registered"), Audience.VENDOR),
    "deal.approved": (_("A deal was approved"), Audience.PARTNER),
    "deal.refused": (_("A deal was refused"), Audience.PARTNER),
    "deal.expired": (_("A deal's protection ended"), Audience.PARTNER),
    "conflict.found": (_("A lead conflicts with a registered deal"), Audience.VENDOR),
    "partner.paused": (_("Missed windows paused a partner"), Audience.BOTH),
    "partner.resumed": (_("A paused partner receives leads again"), Audience.PARTNER),
    "request.made": (_("A partner asks for a change"), Audience.VENDOR),
    "request.decided": (_("A change asked for was decided"), Audience.PARTNER),
    "policy.published": (_("New routing rules were published"), Audience.NOBODY),
    "policy.review_due": (_("The routing rules are due for a review"), Audience.VENDOR),
    "policy.approval_asked": (_("Routing rules wait for approval"), Audience.VENDOR),
    "agreement.published": (_("There is a new version to sign"), Audience.PARTNER),
}

EVENT_CHOICES = [(name, words) for name, (words, _audience) in EVENTS.items()]


def mails_partners(event: str) -> bool:
    """Whether members of the partners that an event names are mailed."""
    return EVENTS[event][1] in (Audience.PARTNER, Audience.BOTH)


def mails_vendor(event: str) -> bool:
    """Whether the vendor's admins and channel managers are mailed."""
    return EVENTS[event][1] in (Audience.VENDOR, Audience.BOTH)


def events_mailed_to(audience: Audience) -> list[tuple[str, Promise]]:
    """The events a member of this audience can choose about, with their words."""
    wanted = (audience, Audience.BOTH)
    return [(name, words) for name, (words, whom) in EVENTS.items() if whom in wanted]
